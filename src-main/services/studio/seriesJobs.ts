import { join } from 'node:path';
import { z } from 'zod';
import type { ComputeClient } from '../../compute/computeClient.ts';
import { cellsOf, gridSchema } from '../../contract/grids.ts';
import { filmIdSchema } from '../../contract/shared.ts';
import { SEED_COUNT } from '../../contract/pictures.ts';
import type { Logger } from '../../core/base/logger.ts';
import { throwIfCancelled } from '../../core/base/progress.ts';
import type { JsonValue } from '../../core/storage/person/settings.ts';
import type { JobWork } from '../jobQueue.ts';
import { readSettings } from '../settings.ts';
import type { Stores } from '../stores.ts';
import { resolveDevice } from '../testDevices.ts';
import { type Batch, collectBatch, finishedOf, imageFileOf, imagesFolder } from './imageFiles.ts';
import { paintCall, type PaintOrder, paintOrderSchema } from './paintCall.ts';
import type { PaintPreviews } from './paintPreviews.ts';
import { keepSheet } from './sheetFiles.ts';

const common = { batchId: z.string().min(1).max(64), settings: paintOrderSchema };
const inputSchema = z.discriminatedUnion('work', [
  z.object({ work: z.literal('grid'), ...common, grid: gridSchema }),
  z.object({ work: z.literal('films'), ...common, filmIds: z.array(filmIdSchema).min(1) }),
]);
export type SeriesJob = z.infer<typeof inputSchema>;

export interface SeriesJobs {
  work(job: SeriesJob): JobWork;
  /** null for an input of another kind. */
  revive(input: JsonValue): JobWork | null;
}

export interface SeriesJobsOptions {
  readonly stores: () => Stores;
  readonly compute: ComputeClient;
  readonly previews: PaintPreviews;
  readonly modelsDir: string;
  readonly resourcesDir: string;
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** Pictures that differ in more than their place in the series of one seed: the cells of a grid, or one for each of several films. */
export function createSeriesJobs({ stores, compute, previews, modelsDir, resourcesDir, nowMs, logger }: SeriesJobsOptions): SeriesJobs {
  function collect(batch: Batch, ms: number | null): void {
    try {
      collectBatch(stores().person, stores().dataDir, batch, ms);
    } catch (error) {
      // The files are safe; they are taken in with the next change of the job's state.
      logger.error('A painted picture could not be taken into the gallery.', { error: String(error) });
    }
  }

  function work(job: SeriesJob): JobWork {
    const orders = ordersOf(job);
    const batch: Batch = {
      batchId: job.batchId,
      count: orders.length,
      filmId: job.settings.filmId,
      ...(job.work === 'films' ? { filmIds: job.filmIds } : {}),
    };
    return {
      kind: 'paint',
      title: titleOf(job),
      subject: job.batchId,
      input: job,
      async run({ signal, reportProgress }) {
        const { dataDir, person } = stores();
        const device = await resolveDevice(compute, readSettings(person).device, signal);
        // As long as the one before it: the first that is painted has none.
        let secondsEach = 0;
        for (let n = finishedOf(dataDir, batch); n < orders.length; n++) {
          throwIfCancelled(signal);
          const began = nowMs();
          const out = join(imagesFolder(dataDir), imageFileOf(job.batchId, n));
          const call = paintCall(stores(), modelsDir, orders[n]!, { count: 1, out, device });
          await compute.call('paintImages', call, {
            signal,
            reportProgress(progress) {
              const left = progress.secondsLeft;
              reportProgress({
                ...progress,
                phase: `Painting picture ${n + 1} of ${orders.length}`,
                ...(left == null ? {} : { secondsLeft: left + (orders.length - 1 - n) * secondsEach }),
              });
            },
            reportPreview: (preview) => previews.show(job.batchId, { ...preview, index: n }),
          });
          secondsEach = (nowMs() - began) / 1000;
          collect(batch, nowMs() - began);
        }
        if (job.work === 'grid') await keepSheet(stores(), resourcesDir, { ...job, filmId: job.settings.filmId });
        const pictures = orders.length === 1 ? 'One picture' : `${orders.length} pictures`;
        return { summary: `${pictures} painted${job.work === 'grid' ? ', and a sheet of all' : ''}.`, report: { batchId: job.batchId } };
      },
      onState({ state }) {
        if (state !== 'running') previews.clear();
        if (state !== 'queued' && state !== 'running' && state !== 'done') collect(batch, null);
      },
    };
  }

  return {
    work,
    revive(input) {
      const job = inputSchema.safeParse(input);
      return job.success ? work(job.data) : null;
    },
  };
}

/** One order for each picture. Every film has a seed of its own: one noise for all would make their pictures alike. */
function ordersOf(job: SeriesJob): PaintOrder[] {
  if (job.work === 'grid') return cellsOf(job.grid).map((cell) => ({ ...job.settings, ...cell }));
  return job.filmIds.map((filmId, i) => ({ ...job.settings, filmId, seed: (job.settings.seed + i) % SEED_COUNT }));
}

function titleOf(job: SeriesJob): string {
  if (job.work === 'films') return job.filmIds.length === 1 ? 'Paint a poster' : `Paint posters for ${job.filmIds.length} films`;
  const { x, y } = job.grid;
  return `Paint a sheet, ${x.axis} by ${y.axis}`;
}
