import { parse } from 'node:path';
import { ENLARGED_WIDTH } from '../../core/diffusion/presets.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { evaluateImages } from './evaluateImagesHandler.ts';
import { finetuneImages } from './finetuneHandler.ts';
import { paintImages } from './paintHandler.ts';
import type { PictureHandlers } from './pictureMethods.ts';
import { measureComparison } from './measureComparisonHandler.ts';
import { readCaptions } from './readCaptions.ts';
import { timeStage } from './timeStageHandler.ts';
import { trainEnlarger } from './trainEnlargerHandler.ts';
import { trainFewStep } from './trainFewStepHandler.ts';
import { trainImages } from './trainImagesHandler.ts';

export const pictureHandlers = (options: ComputeHandlerOptions): PictureHandlers => ({
  trainImages(input, context) {
    if (input.fewStep === true) return trainFewStep(input, context, options);
    return input.stageWidth === ENLARGED_WIDTH ? trainEnlarger(input, context, options) : trainImages(input, context, options);
  },
  finetuneImages: (input, context) => finetuneImages(input, context, options),
  async pictureCaptions({ path, names }) {
    const captionOf = await readCaptions(path, null);
    const bare = names.map((name) => parse(name).name);
    return {
      captions: Object.fromEntries(bare.map((name) => [name, captionOf(name)?.text ?? ''] as const).filter(([, text]) => text !== '')),
    };
  },
  timeStage: (input, context) => timeStage(input, context, options),
  measureComparison: (input, context) => measureComparison(input, context, options),
  evaluateImages: (input, context) => evaluateImages(input, context, options),
  paintImages: (input, context) => paintImages(input, context, options),
});
