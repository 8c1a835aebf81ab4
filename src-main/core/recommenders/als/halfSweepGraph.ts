import { type Graph, graph, input, type Value } from '../../engine/graph.ts';
import { add, div, gather, matMul, mul, reduceSum, sub, transpose } from '../../engine/ops.ts';

export interface HalfSweepShape {
  /** Rows of the other side's table, without its zero row. */
  readonly numOther: number;
  /** Unknowns of a row. */
  readonly width: number;
  readonly batch: number;
  readonly length: number;
  readonly steps: number;
  /** True: targets are ratings, nothing is assumed of unrated films. False: targets are 1, unrated films 0. */
  readonly explicit: boolean;
}

/**
 * One block of a half sweep: for each of `batch` rows, `steps` of preconditioned conjugate gradient on its normal equations
 *
 *   (Y^T Y + S + diag(reg)) x = Y^T v
 *
 * from a warm start. Y [length, width] are the other side's rows at the row's entries, S is shared by all rows (implicit
 * feedback: the weight of everything unobserved), v the targets. Y^T Y is never formed: every step is two products with Y
 * (Takacs, Pilaszy, Tikk, "Applications of the conjugate gradient method for implicit feedback collaborative filtering",
 * RecSys 2011). The preconditioner is the diagonal of the expected matrix.
 *
 * An unknown whose inverse diagonal is 0 keeps its start: no direction ever points along it.
 *
 * Inputs: table [numOther + 1, width] with a zero last row, indices [batch, length], start and inverseDiagonal and reg
 * [batch, 1, width]; explicit: targets [batch, 1, length]; implicit: shared [width, width].
 * Output: solution [batch, 1, width].
 */
export function halfSweepGraph({ numOther, width, batch, length, steps, explicit }: HalfSweepShape): Graph {
  const table = input('table', 'float32', [numOther + 1, width]);
  const indices = input('indices', 'int32', [batch, length]);
  const start = input('start', 'float32', [batch, 1, width]);
  const reg = input('reg', 'float32', [batch, 1, width]);
  const inverseDiagonal = input('inverseDiagonal', 'float32', [batch, 1, width]);
  const shared = input('shared', 'float32', [width, width]);
  const targets = input('targets', 'float32', [batch, 1, length]);

  const rows = gather(table, indices);
  const rowsTransposed = transpose(rows);
  const regularized = (x: Value) => (explicit ? mul(x, reg) : add(matMul(x, shared), mul(x, reg)));
  const normal = (x: Value) => add(matMul(matMul(x, rowsTransposed), rows), regularized(x));
  // A row that is solved already has no energy left: the small number keeps 0 / 0 at 0.
  const dot = (a: Value, b: Value) => add(reduceSum(mul(a, b), [2], true), TINY);

  const goal = explicit ? targets : 1;
  let x: Value = start;
  let residual = sub(matMul(sub(goal, matMul(start, rowsTransposed)), rows), regularized(start));
  let scaled = mul(residual, inverseDiagonal);
  let direction = scaled;
  let energy = dot(residual, scaled);
  for (let step = 1; step <= steps; step++) {
    const image = normal(direction);
    const rate = div(energy, dot(direction, image));
    x = add(x, mul(rate, direction));
    if (step === steps) break;
    residual = sub(residual, mul(rate, image));
    scaled = mul(residual, inverseDiagonal);
    const next = dot(residual, scaled);
    direction = add(scaled, mul(div(next, energy), direction));
    energy = next;
  }
  const inputs = [table, indices, start, reg, inverseDiagonal, explicit ? targets : shared];
  return graph('half-sweep', inputs, { solution: x });
}

const TINY = 1e-30;
