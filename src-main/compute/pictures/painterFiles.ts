import { join } from 'node:path';
import { type TextTable, textTableOf } from '../../core/diffusion/data/textTable.ts';
import { loadModel } from '../../core/storage/modelStore.ts';

/** Where a person's own painter lies; each of its stages is a model in a folder of its size. */
export const painterFolder = (dataDir: string, name: string): string => join(dataDir, 'models', 'painters', name);

export const readTextTable = (modelsDir: string): TextTable => textTableOf(loadModel(join(modelsDir, 'word-pieces')).tensors);
