import type { HandlerContext } from '../computeContract.ts';
import type { EvaluateImagesInput, EvaluateImagesOutput } from './evaluationData.ts';
import type { FinetuneInput, FinetuneOutput } from './finetuneHandler.ts';
import type { PaintInput, PaintOutput } from './paintHandler.ts';
import type { MeasureComparisonInput, MeasureComparisonOutput } from './measureComparisonHandler.ts';
import type { TimeStageInput } from './timeStageHandler.ts';
import type { TrainImagesInput, TrainImagesOutput } from './trainImagesHandler.ts';

/** Methods of the compute process for pictures. */
export interface PictureMethods {
  trainImages: { input: TrainImagesInput; output: TrainImagesOutput };
  finetuneImages: { input: FinetuneInput; output: FinetuneOutput };
  /** Words beside pictures of a folder, by name without its ending. */
  pictureCaptions: {
    input: { readonly path: string; readonly names: readonly string[] };
    output: { readonly captions: Record<string, string> };
  };
  timeStage: { input: TimeStageInput; output: { readonly msPerStep: number } };
  measureComparison: { input: MeasureComparisonInput; output: MeasureComparisonOutput };
  evaluateImages: { input: EvaluateImagesInput; output: EvaluateImagesOutput };
  paintImages: { input: PaintInput; output: PaintOutput };
}

/** What of a call's context they use. */
export type PictureContext = Pick<HandlerContext, 'signal' | 'reportProgress' | 'reportPreview'>;

export type PictureHandlers = {
  readonly [M in keyof PictureMethods]: (
    input: PictureMethods[M]['input'],
    context: PictureContext,
  ) => Promise<PictureMethods[M]['output']>;
};
