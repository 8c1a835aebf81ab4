import type { Command } from '../command.ts';
import { compareImagesCommand } from './compareImages.ts';
import { evaluateImagesCommand } from './evaluateImages.ts';
import { finetuneImagesCommand } from './finetuneImages.ts';
import { galleryCommand } from './gallery.ts';
import { paintCommand } from './paint.ts';
import { posterCommand } from './poster.ts';
import { trainImagesCommand } from './trainImages.ts';

/** The commands of painting, in the order of the help. */
export const pictureCommands: readonly Command[] = [
  paintCommand,
  posterCommand,
  galleryCommand,
  trainImagesCommand,
  finetuneImagesCommand,
  evaluateImagesCommand,
  compareImagesCommand,
];
