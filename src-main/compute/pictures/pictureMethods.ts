import type { EvaluateImagesInput, EvaluateImagesOutput } from './evaluateImagesHandler.ts';
import type { PaintInput, PaintOutput } from './paintHandler.ts';
import type { TrainImagesInput, TrainImagesOutput } from './trainImagesHandler.ts';

/** Methods of the compute process for pictures. */
export interface PictureMethods {
  trainImages: { input: TrainImagesInput; output: TrainImagesOutput };
  evaluateImages: { input: EvaluateImagesInput; output: EvaluateImagesOutput };
  paintImages: { input: PaintInput; output: PaintOutput };
}
