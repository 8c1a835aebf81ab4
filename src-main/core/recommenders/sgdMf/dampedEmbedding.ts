import type { Value } from '../../engine/graph.ts';
import { embedding, type EmbeddingOptions } from '../../engine/layers/embedding.ts';
import { identity, mul } from '../../engine/ops.ts';
import type { ParameterScope } from '../../engine/parameters.ts';

/**
 * Rows of a table by int32 ids [n]: [n, size], whose gradients are multiplied by `damping` [n, 1] before they are summed.
 *
 * Where a row is met c times in one batch its c gradients were all taken at the same place, and their sum would step c times too far where
 * single steps would have corrected each other. For a squared error of curvature s the implicit (proximal) step is
 *   rate * sum g / (1 + rate * c * s)
 * (Toulis, Airoldi, "Asymptotic and finite-sample properties of estimators based on stochastic gradients", Annals of Statistics 2017,
 * section 3), so that large batches go where small ones go.
 */
export function dampedEmbedding(scope: ParameterScope, ids: Value, damping: Value, options: EmbeddingOptions): Value {
  const picked = embedding(scope, ids, options);
  const damped = identity(picked);
  scope.overrideGradient(damped, (g) => new Map([[picked, mul(g, damping)]]));
  return damped;
}

/** Curvature of a squared error in a bias, and what that in a factor is taken for: mean squares of learned factors lie near 0.1. */
export const BIAS_CURVATURE = 1;
export const FACTOR_CURVATURE = 0.3;

/** 1 / (1 + rate c s) of every id, c how often it occurs among `ids`; 1 where it is negative. @param counts zeros by row, left as zeros */
export function dampingOf(ids: Int32Array, rate: number, curvature: number, counts: Float32Array): Float32Array {
  for (const id of ids) if (id >= 0) counts[id]!++;
  const damping = Float32Array.from(ids, (id) => 1 / (1 + rate * (counts[id] ?? 0) * curvature));
  for (const id of ids) if (id >= 0) counts[id] = 0;
  return damping;
}
