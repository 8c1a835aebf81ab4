import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComputeClient } from '../../compute/computeClient.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { JsonValue } from '../../core/storage/person/settings.ts';
import { createComparisonsService } from '../comparisonsService.ts';
import type { Services } from '../handlers.ts';
import type { JobQueue, JobWork } from '../jobQueue.ts';
import { createPaintersService } from '../paintersService.ts';
import type { Stores } from '../stores.ts';
import { comparisonsFolder } from './compare/bringPictures.ts';
import { createCompareJobs } from './compare/compareJobs.ts';
import { tidyPainters } from './painterFolders.ts';
import { createTrainPainterJobs } from './trainPainterJobs.ts';
import { comparedPictureOf, findTrainingSheet } from './workshopMedia.ts';

export interface WorkshopOptions {
  readonly stores: () => Stores;
  readonly compute: ComputeClient;
  readonly clock: Clock;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly modelsDir: string;
  readonly mediaUrl: (imageId: string) => string;
  readonly checkpointEveryMs: number;
}

/** The parts of the studio behind the easel: training painters and comparing their pictures. */
export interface Workshop {
  /** null for an input of another kind. */
  revive(input: JsonValue): JobWork | null;
  services(queue: JobQueue): Pick<Services, 'painters' | 'comparisons'>;
  /** A picture by its image id; null for an id of another kind, or where there is none. */
  media(imageId: string): Uint8Array | null;
  /** To be called once at start by the process that owns the data folder. */
  tidy(): void;
}

export function createWorkshop(options: WorkshopOptions): Workshop {
  const { stores, clock } = options;
  const trainings = createTrainPainterJobs(options);
  const comparing = createCompareJobs(options);
  return {
    revive: (input) => trainings.revive(input) ?? comparing.revive(input),
    services: (queue) => ({
      painters: createPaintersService({ ...options, queue, jobs: trainings }),
      comparisons: createComparisonsService({ ...options, queue, jobs: comparing }),
    }),
    media(imageId) {
      const { dataDir, person } = stores();
      const pictureId = comparedPictureOf(imageId);
      if (pictureId === null) return findTrainingSheet(dataDir, imageId);
      const picture = person.comparisons.picture(pictureId);
      const path = picture === null ? null : join(comparisonsFolder(dataDir), picture.file);
      return path === null || !existsSync(path) ? null : readFileSync(path);
    },
    tidy: () => tidyPainters(stores().dataDir, clock()),
  };
}
