import { createPerson } from './0001-create-person.ts';
import { createLab } from './0002-create-lab.ts';
import { createImages } from './0003-create-images.ts';
import { startPictures } from './0004-start-pictures.ts';
import { laySheets } from './0005-lay-sheets.ts';
import { trainAndCompare } from './0006-train-and-compare.ts';
import type { Migration } from './migration.ts';

/** In order, without a gap. */
export const personMigrations: readonly Migration[] = [createPerson, createLab, createImages, startPictures, laySheets, trainAndCompare];
