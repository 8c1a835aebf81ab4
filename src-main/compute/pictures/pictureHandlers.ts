import { parse } from 'node:path';
import { ENLARGED_WIDTH } from '../../core/diffusion/presets.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { evaluateImages } from './evaluateImagesHandler.ts';
import { finetuneImages } from './finetuneHandler.ts';
import { createPainterShelf } from './painterShelf.ts';
import { paintImages } from './paintHandler.ts';
import type { PictureHandlers } from './pictureMethods.ts';
import { measureComparison } from './measureComparisonHandler.ts';
import { readCaptions } from './readCaptions.ts';
import { timeStage } from './timeStageHandler.ts';
import { trainEnlarger } from './trainEnlargerHandler.ts';
import { trainFewStep } from './trainFewStepHandler.ts';
import { trainImages } from './trainImagesHandler.ts';

/** Methods of one process: they share the painter that stays open for the next picture. */
export function pictureHandlers(options: ComputeHandlerOptions): PictureHandlers {
  const shelf = createPainterShelf(options);
  return {
    async trainImages(input, context) {
      await shelf.clear();
      if (input.fewStep === true) return await trainFewStep(input, context, options);
      return await (input.stageWidth === ENLARGED_WIDTH ? trainEnlarger : trainImages)(input, context, options);
    },
    async finetuneImages(input, context) {
      await shelf.clear();
      return await finetuneImages(input, context, options);
    },
    async pictureCaptions({ path, names }) {
      const captionOf = await readCaptions(path, null);
      const bare = names.map((name) => parse(name).name);
      return {
        captions: Object.fromEntries(bare.map((name) => [name, captionOf(name)?.text ?? ''] as const).filter(([, text]) => text !== '')),
      };
    },
    timeStage: (input, context) => timeStage(input, context, options),
    measureComparison: (input, context) => measureComparison(input, context, options),
    async evaluateImages(input, context) {
      await shelf.clear();
      return await evaluateImages(input, context, options);
    },
    paintImages: (input, context) => paintImages(input, context, { nowMs: options.nowMs, shelf }),
  };
}
