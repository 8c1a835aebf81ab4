import { kernelDistance } from '../../core/diffusion/measures/featureDistances.ts';
import { pickPictures } from '../../core/diffusion/data/pictureSet.ts';
import { POSTER_SIZE } from '../../core/embedding/posterFeatures.ts';
import { createRuntime } from '../../core/engine/createRuntime.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { featuresOfPictures, listOfSet, openEncoder } from './pictureFeatures.ts';
import type { PictureContext } from './pictureMethods.ts';
import { readPictureSet } from './readPictureSet.ts';

export interface MeasureComparisonInput {
  readonly modelsDir: string;
  /** Folder or tar of real pictures. */
  readonly reference: string;
  /** A folder of pictures for each model. */
  readonly entrants: readonly { readonly entrantId: string; readonly folder: string }[];
}

export interface MeasureComparisonOutput {
  /** Real pictures that were read. */
  readonly pictures: number;
  /** One half of the real pictures against the other; null under four. */
  readonly realHalves: number | null;
  /** Null where there are fewer than two pictures. */
  readonly kids: Record<string, number | null>;
}

/** Kernel distance of every model's pictures to the reference, by a pretrained encoder that never saw either (measures/featureDistances.ts). */
export async function measureComparison(
  { modelsDir, reference, entrants }: MeasureComparisonInput,
  context: PictureContext,
  { logger }: ComputeHandlerOptions,
): Promise<MeasureComparisonOutput> {
  const runtime = await createRuntime('cpu', { logger });
  const encoder = await openEncoder(runtime, modelsDir);
  const read = (path: string) => readPictureSet({ path, details: null, ...POSTER_SIZE, logger }, context);
  const featuresOf = async (set: Awaited<ReturnType<typeof read>>, what: string) =>
    await featuresOfPictures(encoder, listOfSet(set), what, context);
  try {
    const real = await read(reference);
    const places = real.names.map((_, i) => i);
    const features = await featuresOf(real, 'reference pictures');
    const [even, odd] = [0, 1].map((rest) =>
      pickPictures(
        real,
        places.filter((i) => i % 2 === rest),
      ),
    );
    const realHalves =
      real.names.length < 4 ? null : kernelDistance(await featuresOf(even!, 'one half'), await featuresOf(odd!, 'the other half'));
    const kids: Record<string, number | null> = {};
    for (const [i, { entrantId, folder }] of entrants.entries()) {
      const set = await read(folder);
      const isEnough = set.names.length >= 2 && real.names.length >= 2;
      kids[entrantId] = isEnough ? kernelDistance(await featuresOf(set, `model ${i + 1} of ${entrants.length}`), features) : null;
    }
    return { pictures: real.names.length, realHalves, kids };
  } finally {
    await encoder.dispose();
    await runtime.dispose();
  }
}
