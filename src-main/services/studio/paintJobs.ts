import { join } from 'node:path';
import { z } from 'zod';
import { paintSchema } from '../../contract/images.ts';
import { painterNameSchema } from '../../contract/pictures.ts';
import type { ComputeClient } from '../../compute/computeClient.ts';
import { DomainError } from '../../core/base/errors.ts';
import type { Logger } from '../../core/base/logger.ts';
import type { FilmDescription } from '../../core/diffusion/data/captions.ts';
import type { JsonValue } from '../../core/storage/person/settings.ts';
import type { JobWork } from '../jobQueue.ts';
import { readSettings } from '../settings.ts';
import type { Stores } from '../stores.ts';
import { resolveDevice } from '../testDevices.ts';
import { collectBatch, finishedOf, imagesFolder } from './imageFiles.ts';

const inputSchema = paintSchema
  .required()
  .extend({ work: z.literal('paint'), batchId: z.string().min(1).max(64), model: painterNameSchema });
export type PaintJob = Omit<z.infer<typeof inputSchema>, 'work'>;

export interface PaintJobs {
  work(order: PaintJob): JobWork;
  /** null for an input of another kind. */
  revive(input: JsonValue): JobWork | null;
}

export interface PaintJobsOptions {
  readonly stores: () => Stores;
  readonly compute: ComputeClient;
  readonly modelsDir: string;
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** Painting as work of the queue: each picture is in the gallery as soon as it is done, and a resumed order goes on with the first that is missing. */
export function createPaintJobs({ stores, compute, modelsDir, nowMs, logger }: PaintJobsOptions): PaintJobs {
  function filmOf({ filmId, prompt }: PaintJob): FilmDescription | null {
    if (filmId === null || prompt.trim() !== '') return null;
    const film = stores().films.byId(filmId)?.film;
    if (film === undefined) throw new DomainError('not-found', `There is no film with the number ${filmId} in the catalogue any more.`);
    return { genres: film.genres, year: film.year, overview: stores().catalogue.details(filmId)?.overview ?? null };
  }

  function collect(order: PaintJob, ms: number | null): void {
    try {
      collectBatch(stores().person, stores().dataDir, order, ms);
    } catch (error) {
      // The files are safe; they are taken in with the next change of the job's state.
      logger.error('A painted picture could not be taken into the gallery.', { error: String(error) });
    }
  }

  function work(order: PaintJob): JobWork {
    return {
      kind: 'paint',
      title: titleOf(order),
      subject: order.batchId,
      input: { work: 'paint', ...order },
      async run({ signal, reportProgress }) {
        const { dataDir, person } = stores();
        const first = finishedOf(dataDir, order);
        const device = await resolveDevice(compute, readSettings(person).device, signal);
        const { batchId, count, filmId: _filmId, enlarge, ...recipe } = order;
        let phase = '';
        let began = nowMs();
        if (first < count)
          await compute.call(
            'paintImages',
            {
              ...recipe,
              dataDir,
              modelsDir,
              film: filmOf(order),
              count: count - first,
              firstIndex: first,
              enlarge: enlarge ? 'where-possible' : false,
              recipe: true,
              out: join(imagesFolder(dataDir), `${batchId}.png`),
              device,
            },
            {
              signal,
              reportProgress(progress) {
                const picture = /picture \d+/.exec(progress.phase)?.[0] ?? '';
                if (picture !== phase) {
                  if (phase !== '') collect(order, nowMs() - began);
                  began = nowMs();
                  phase = picture;
                }
                reportProgress(progress);
              },
            },
          );
        collect(order, nowMs() - began);
        return { summary: `${count === 1 ? 'One picture' : `${count} pictures`} painted.`, report: { batchId } };
      },
      onState({ state }) {
        if (state !== 'queued' && state !== 'running' && state !== 'done') collect(order, null);
      },
    };
  }

  function titleOf({ filmId, prompt, count }: PaintJob): string {
    const film = filmId === null ? null : (stores().films.byId(filmId)?.film.title ?? null);
    const words = prompt.trim() === '' ? 'a picture' : `"${prompt.trim().slice(0, 40)}"`;
    return `Paint ${film ?? words}${count === 1 ? '' : `, ${count} times`}`;
  }

  return {
    work,
    revive(input) {
      const order = inputSchema.safeParse(input);
      if (!order.success) return null;
      const { work: _work, ...rest } = order.data;
      return work(rest);
    },
  };
}
