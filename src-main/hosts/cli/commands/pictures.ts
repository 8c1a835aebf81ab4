import type { Command } from '../command.ts';
import { evaluateImagesCommand } from './evaluateImages.ts';
import { finetuneImagesCommand } from './finetuneImages.ts';
import { paintCommand } from './paint.ts';
import { posterCommand } from './poster.ts';
import { trainImagesCommand } from './trainImages.ts';

/** The commands of painting, in the order of the help. */
export const pictureCommands: readonly Command[] = [
  paintCommand,
  posterCommand,
  trainImagesCommand,
  finetuneImagesCommand,
  evaluateImagesCommand,
];
