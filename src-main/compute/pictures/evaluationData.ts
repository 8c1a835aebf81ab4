import { resolve } from 'node:path';
import { DomainError } from '../../core/base/errors.ts';
import type { Logger } from '../../core/base/logger.ts';
import { nearDuplicates } from '../../core/diffusion/data/perceptualHash.ts';
import { pickPictures, type PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import { splitPictures } from '../../core/diffusion/data/split.ts';
import type { SamplerName } from '../../core/diffusion/samplers/index.ts';
import type { DeviceChoice } from '../../core/engine/tensorRuntime.ts';
import type { PictureContext } from './pictureMethods.ts';
import { readPictureSet } from './readPictureSet.ts';
import { SPLIT_SEED } from './trainImagesHandler.ts';

export interface EvaluateImagesInput {
  readonly dataDir: string;
  readonly modelsDir: string;
  readonly model: string;
  /** Real pictures that the painter never saw; the same path as `training` takes the films that training holds back. */
  readonly reference: string;
  readonly details: string | null;
  /** What it was trained on; null leaves baseline, genres and memorisation out. */
  readonly training: string | null;
  readonly n: number;
  readonly seed: number;
  readonly steps: number;
  readonly guidance: number;
  /** Only the distance of what is painted: for a look during training. */
  readonly quick: boolean;
  readonly device: DeviceChoice;
}

export interface Distances {
  readonly efficientnet: number;
  /** By our own poster encoder; null where it is not there. */
  readonly own: number | null;
  /** By Inception-v3, where its weights are in the data folder; absent without them. */
  readonly inception?: number;
  /** One half of the reference against the other. */
  readonly realHalves: number;
  /** Pictures drawn from a Gaussian over the leading components of the training pictures. */
  readonly baseline: number | null;
}

export interface EvaluateImagesOutput {
  readonly model: string;
  readonly n: number;
  readonly seed: number;
  readonly size: string;
  readonly reference: { readonly sha256: string; readonly n: number };
  readonly kid: Distances;
  readonly fid: Distances;
  readonly genreAccuracy: { readonly painted: number; readonly real: number; readonly chance: number } | null;
  readonly memorisation: { readonly rate: number; readonly threshold: number; readonly realRate: number } | null;
  /** Of the weights for few steps where the painter has them (sampler "consistency"), else of its own. */
  readonly fewStep: { readonly kid: number; readonly steps: number; readonly sampler: SamplerName } | null;
  readonly int8: { readonly kid: number } | null;
  readonly enlarge: { readonly psnr: number; readonly psnrLanczos: number; readonly kid: number; readonly kidLanczos: number } | null;
  readonly seconds: number;
}

/** Reference and training pictures at one size; where both are one path, the films that training holds back and the others. */
export async function readBoth(
  { reference, training, details, quick }: Pick<EvaluateImagesInput, 'reference' | 'training' | 'details' | 'quick'>,
  size: { readonly width: number; readonly height: number },
  context: PictureContext,
  logger: Logger,
): Promise<{ reference: PictureSet; training: PictureSet | null }> {
  const read = (path: string) => readPictureSet({ path, details, ...size, logger }, context);
  const first = await read(reference);
  if (training !== null && resolve(training) === resolve(reference)) {
    const { train, heldOut } = splitPictures(first, nearDuplicates(first), SPLIT_SEED);
    return { reference: pickPictures(first, heldOut), training: pickPictures(first, train) };
  }
  if (first.names.length < 4)
    throw new DomainError('invalid-input', 'A distance needs at least four reference pictures; name a larger folder.');
  return { reference: first, training: training === null || quick ? null : await read(training) };
}
