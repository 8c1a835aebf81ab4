import type { Value } from '../../engine/graph.ts';
import { normal, zeros } from '../../engine/initializers.ts';
import { dropout, gelu } from '../../engine/layers/activations.ts';
import { linear } from '../../engine/layers/linear.ts';
import { add, matMul, tanh } from '../../engine/ops.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import { PROFILE_SIZE } from './profileInputs.ts';

export interface QueryInputs {
  /** Weighted sum of the embeddings of the films in the history, [B, d]. */
  readonly pooled: Value;
  /** Ones at the places of profilePlaces, [B, PROFILE_SIZE]; absent where profiles are not used. */
  readonly profile?: Value | undefined;
  /** A vector of the person's own, zeros where it is not known or was dropped, [B, d]. */
  readonly own?: Value | undefined;
  /** Uniform draws of the shape of `pooled`, for dropout of what was pooled; absent outside training. */
  readonly draws?: Value | undefined;
}

export interface QueryTowerOptions {
  readonly layers: number;
  readonly dropout: number;
}

/**
 * The query tower: history, profile and the person's own vector are added, squashed by tanh as in the denoising autoencoder of Liang et
 * al. 2018 (section 2.3), and pass `layers` residual layers more. Gives [B, d].
 */
export function queryTower(scope: ParameterScope, { pooled, profile, own, draws }: QueryInputs, options: QueryTowerOptions): Value {
  const size = pooled.shape.at(-1)!;
  let hidden = add(pooled, scope.declare('bias', [size], zeros));
  if (profile !== undefined) hidden = add(hidden, matMul(profile, scope.declare('profile', [PROFILE_SIZE, size], normal(0.02))));
  if (own !== undefined) hidden = add(hidden, own);
  hidden = tanh(hidden);
  if (draws !== undefined && options.dropout > 0) hidden = dropout(hidden, draws, options.dropout);
  for (let layer = 0; layer < options.layers; layer++) hidden = add(hidden, linear(scope.within(`layer${layer}`), gelu(hidden), size));
  return hidden;
}
