import type { Value } from '../engine/graph.ts';
import { silu } from '../engine/layers/activations.ts';
import { convolution } from '../engine/layers/convolution.ts';
import { linear } from '../engine/layers/linear.ts';
import { groupNorm, layerNorm } from '../engine/layers/normalization.ts';
import { mul, reduceMean, sub } from '../engine/ops.ts';
import type { ParameterScope } from '../engine/parameters.ts';
import { POSTER_FEATURES } from './posterFeatures.ts';
import { posterGenres } from './posterGenres.ts';

/** Numbers that stay of a poster: what the two-tower model reads. */
export const POSTER_VECTOR = 64;

export interface PosterAnswer {
  /** [N, 64] */
  readonly vector: Value;
  /** [N, genres], before the sigmoid. */
  readonly logits: Value;
}

export interface PosterNetwork {
  readonly name: 'pretrained' | 'own';
  /** Shape of one input. */
  readonly inputShape: readonly number[];
  readonly forward: (scope: ParameterScope, input: Value) => PosterAnswer;
}

/** Over the features of the encoder pretrained on ImageNet: 1,280 -> 64 -> genres. */
export const pretrainedNetwork: PosterNetwork = {
  name: 'pretrained',
  inputShape: [POSTER_FEATURES],
  forward: (scope, features) =>
    answer(scope, linear(scope.within('bottleneck'), layerNorm(scope.within('features'), features), POSTER_VECTOR)),
};

/** Height and width of what our own network sees. */
export const OWN_SIZE = { width: 32, height: 48 } as const;

const channels = [24, 48, 96, 128];

/** From pictures alone, [N, 3, 48, 32] from 0 to 255: four 3x3 convolutions with stride 2 (0.16 M parameters), their mean over all places, 64, genres. */
export const ownNetwork: PosterNetwork = {
  name: 'own',
  inputShape: [3, OWN_SIZE.height, OWN_SIZE.width],
  forward(scope, pictures) {
    const last = channels.reduce(
      (x, width, i) => {
        const layer = scope.within(`layer${i}`);
        return silu(groupNorm(layer.within('norm'), convolution(layer, x, width, { stride: 2 }), 8));
      },
      mul(sub(pictures, 127.5), 1 / 64),
    );
    return answer(scope, linear(scope.within('bottleneck'), reduceMean(last, [2, 3]), POSTER_VECTOR));
  },
};

/** The vector is what stands before the nonlinearity, so that cosines between posters mean something. */
function answer(scope: ParameterScope, vector: Value): PosterAnswer {
  return { vector, logits: linear(scope.within('genres'), silu(vector), posterGenres.length) };
}
