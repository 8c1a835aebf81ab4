import type { Logger } from '../../core/base/logger.ts';
import { FACTOR, openEnlarger } from '../../core/diffusion/enlarger.ts';
import { kernelDistance } from '../../core/diffusion/measures/featureDistances.ts';
import { peakSignalToNoise } from '../../core/diffusion/measures/pictureError.ts';
import { ENLARGED_WIDTH, shapes } from '../../core/diffusion/presets.ts';
import { area, lanczos3, resample } from '../../core/diffusion/resampling.ts';
import type { LoadedGraph, TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import type { PictureContext } from './pictureMethods.ts';
import { type EvaluateImagesInput, type EvaluateImagesOutput, readBoth } from './evaluationData.ts';
import type { PainterFiles } from './painterFiles.ts';
import { featuresOfPictures, listOf, listOfSet } from './pictureFeatures.ts';

interface Means {
  readonly runtime: TensorRuntime;
  readonly encoder: LoadedGraph;
  readonly logger: Logger;
  readonly context: PictureContext;
}

/** Real pictures shrunk to half and enlarged again, by the enlarger and by Lanczos: mean PSNR over pictures, and the distance to the real ones. */
export async function measureEnlarger(
  enlarger: NonNullable<PainterFiles['enlarger']>,
  input: EvaluateImagesInput,
  { runtime, encoder, logger, context }: Means,
): Promise<EvaluateImagesOutput['enlarge']> {
  const width = ENLARGED_WIDTH;
  const height = (width * shapes.poster.height) / shapes.poster.width;
  const { reference } = await readBoth(input, { width, height }, context, logger);
  const list = listOfSet(reference);
  const small = { width: width / FACTOR, height: height / FACTOR };
  const opened = await openEnlarger(runtime, enlarger, enlarger.parameters, small);
  const ours: Float32Array[] = [];
  const lanczos: Float32Array[] = [];
  const psnr = { ours: 0, lanczos: 0 };
  try {
    for (let i = 0; i < list.count; i++) {
      const planes = list.planes(i);
      const shrunk = resample({ width, height, data: planes }, small.width, small.height, area);
      ours.push(await opened.enlarge(shrunk.data));
      lanczos.push(resample(shrunk, width, height, lanczos3).data);
      psnr.ours += peakSignalToNoise(ours[i]!, planes) / list.count;
      psnr.lanczos += peakSignalToNoise(lanczos[i]!, planes) / list.count;
      context.reportProgress({ phase: 'Enlarging', done: i + 1, total: list.count, unit: 'pictures' });
    }
  } finally {
    await opened.dispose();
  }
  const real = await featuresOfPictures(encoder, list, 'real pictures', context);
  const distance = async (pictures: readonly Float32Array[]): Promise<number> =>
    Number(
      kernelDistance(await featuresOfPictures(encoder, listOf(pictures, { width, height }), 'enlarged pictures', context), real).toFixed(4),
    );
  return {
    psnr: Number(psnr.ours.toFixed(2)),
    psnrLanczos: Number(psnr.lanczos.toFixed(2)),
    kid: await distance(ours),
    kidLanczos: await distance(lanczos),
  };
}
