import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the MovieLens files for development lie: beside the repository, or where MARQUEE_SHARED_DATA says. */
export const sharedData = resolve(process.env['MARQUEE_SHARED_DATA'] ?? join(import.meta.dirname, '../../../shared/data'));

export const hasSharedData = existsSync(join(sharedData, 'ml-latest-small', 'ratings.csv'));

/** For test names, so that a skip says why. */
export const needsSharedData = hasSharedData ? '' : ` [SKIPPED: no MovieLens files at ${sharedData}]`;
