import type { PaintInput, PaintOutput } from './paintHandler.ts';
import type { TrainImagesInput, TrainImagesOutput } from './trainImagesHandler.ts';

/** Methods of the compute process for pictures. */
export interface PictureMethods {
  trainImages: { input: TrainImagesInput; output: TrainImagesOutput };
  paintImages: { input: PaintInput; output: PaintOutput };
}
