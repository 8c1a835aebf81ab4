import type { Tensor } from '../engine/tensor.ts';
import type { LoadedGraph, TensorRuntime } from '../engine/tensorRuntime.ts';
import { unit } from './filmEmbeddings.ts';
import { posterFeatures } from './posterFeatures.ts';
import { ownNetwork, POSTER_VECTOR, pretrainedNetwork } from './posterNetworks.ts';
import { answerPosters, type PosterAnswers } from './posterTraining.ts';

/** The encoder whose vectors the two-tower model reads: a folder of `models`. */
export const POSTER_ENCODER = 'poster-encoder-pretrained';
/** The one trained from scratch on small posters. */
export const OWN_POSTER_ENCODER = 'poster-encoder-own';

type Parameters = Readonly<Record<string, Tensor>>;

/** Vectors of length 1 [n, 64] and genre probabilities [n, 18] from features [n, 1280]. */
export async function encodeFeatures(parameters: Parameters, features: Float32Array, runtime: TensorRuntime): Promise<PosterAnswers> {
  return withUnitVectors(await answerPosters(pretrainedNetwork, parameters, features, runtime));
}

/** The same from pictures [n, 3, height, width], sRGB from 0 to 255, through the encoder pretrained on ImageNet. */
export async function encodePosters(
  encoder: LoadedGraph,
  parameters: Parameters,
  pictures: Tensor,
  runtime: TensorRuntime,
): Promise<PosterAnswers> {
  return encodeFeatures(parameters, await posterFeatures(encoder, pictures), runtime);
}

/** The same by the network trained from scratch. @param pictures [n, 3, 48, 32] from 0 to 255 */
export async function encodeSmallPosters(
  parameters: Parameters,
  pictures: Float32Array | Uint8Array,
  runtime: TensorRuntime,
): Promise<PosterAnswers> {
  return withUnitVectors(await answerPosters(ownNetwork, parameters, pictures, runtime));
}

function withUnitVectors({ vectors, genres }: PosterAnswers): PosterAnswers {
  const scaled = new Float32Array(vectors.length);
  for (let at = 0; at < vectors.length; at += POSTER_VECTOR) scaled.set(unit(vectors.subarray(at, at + POSTER_VECTOR)), at);
  return { vectors: scaled, genres };
}
