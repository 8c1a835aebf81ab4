import type { Rng } from '../base/rng.ts';
import { elementCount } from './graph.ts';

/** First values of a parameter: from its shape and a stream of its own. */
export type Initializer = (shape: readonly number[], rng: Rng) => Float32Array;

export const constantly =
  (value: number): Initializer =>
  (shape) =>
    new Float32Array(elementCount(shape)).fill(value);

export const zeros: Initializer = constantly(0);
export const ones: Initializer = constantly(1);

export const normal =
  (stddev: number): Initializer =>
  (shape, rng) =>
    Float32Array.from({ length: elementCount(shape) }, () => stddev * rng.normal());

/** Uniform in [-limit, limit). */
export const uniform =
  (limit: number): Initializer =>
  (shape, rng) =>
    Float32Array.from({ length: elementCount(shape) }, () => limit * (2 * rng.uniform() - 1));

/** Glorot and Bengio 2010, equation 16: U(-sqrt(6 / (in + out)), ...) keeps variances in both directions. */
export const glorotUniform: Initializer = (shape, rng) => {
  const { fanIn, fanOut } = fans(shape);
  return uniform(Math.sqrt(6 / (fanIn + fanOut)))(shape, rng);
};

/** He et al. 2015, equation 10: N(0, 2 / in), for rectifiers. */
export const heNormal: Initializer = (shape, rng) => normal(Math.sqrt(2 / fans(shape).fanIn))(shape, rng);

/** Matrices are [in, out]; convolutions [out, in, height, width]. */
function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length === 4) {
    const [out, channels, height, width] = shape as readonly [number, number, number, number];
    return { fanIn: channels * height * width, fanOut: out * height * width };
  }
  return { fanIn: shape.at(-2) ?? 1, fanOut: shape.at(-1) ?? 1 };
}
