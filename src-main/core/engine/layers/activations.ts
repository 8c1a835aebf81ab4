import type { Value } from '../graph.ts';
import { add, cast, erf, less, mul, not, sigmoid, tanh } from '../ops.ts';

/** x Phi(x), with the exact normal distribution function (Hendrycks and Gimpel 2016). */
export const gelu = (x: Value): Value => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));

/** The same by 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), within 1e-3 of the exact one. */
export const geluTanh = (x: Value): Value =>
  mul(mul(x, 0.5), add(tanh(mul(mul(x, Math.sqrt(2 / Math.PI)), add(mul(mul(x, x), 0.044715), 1))), 1));

/** x sigma(x) (Ramachandran et al. 2017). */
export const silu = (x: Value): Value => mul(x, sigmoid(x));

/**
 * Sets a share `rate` of the elements to zero and enlarges the others by 1 / (1 - rate) (Srivastava et al. 2014, inverted form).
 * @param draws uniform in [0, 1), of the shape of x: randomness is an input
 */
export function dropout(x: Value, draws: Value, rate: number): Value {
  return mul(x, mul(cast(not(less(draws, rate)), x.dtype), 1 / (1 - rate)));
}
