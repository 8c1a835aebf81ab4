import { join } from 'node:path';

/** Folder of a painter's plain last stage. */
export const ENLARGER_FOLDER = 'enlarger';
/** After the size in the name of the folder with a stage's weights for few steps. */
export const FEW_SUFFIX = '-few';
/** Name on the card of a stage that holds low-rank adapters and no weights. */
export const ADAPTER_MODEL = 'painter-adapter';

/** Where a person's own painter lies; each of its stages is a model in a folder of its size. */
export const painterFolder = (dataDir: string, name: string): string => join(dataDir, 'models', 'painters', name);
