import { join } from 'node:path';
import { z } from 'zod';
import type { ComputeClient } from '../../compute/computeClient.ts';
import type { Logger } from '../../core/base/logger.ts';
import type { JsonValue } from '../../core/storage/person/settings.ts';
import type { JobWork } from '../jobQueue.ts';
import { readSettings } from '../settings.ts';
import type { Stores } from '../stores.ts';
import { resolveDevice } from '../testDevices.ts';
import { collectBatch, finishedOf, imagesFolder } from './imageFiles.ts';
import { paintCall, paintOrderSchema } from './paintCall.ts';
import type { PaintPreviews } from './paintPreviews.ts';

const inputSchema = paintOrderSchema.extend({ work: z.literal('paint'), batchId: z.string().min(1).max(64) });
export type PaintJob = Omit<z.infer<typeof inputSchema>, 'work'>;

export interface PaintJobs {
  work(order: PaintJob): JobWork;
  /** null for an input of another kind. */
  revive(input: JsonValue): JobWork | null;
}

export interface PaintJobsOptions {
  readonly stores: () => Stores;
  readonly compute: ComputeClient;
  readonly previews: PaintPreviews;
  readonly modelsDir: string;
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** Painting as work of the queue: each picture is in the gallery as soon as it is done, and a resumed order goes on with the first that is missing. */
export function createPaintJobs({ stores, compute, previews, modelsDir, nowMs, logger }: PaintJobsOptions): PaintJobs {
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
        const { batchId, count } = order;
        let phase = '';
        let began = nowMs();
        if (first < count)
          await compute.call(
            'paintImages',
            paintCall(stores(), modelsDir, order, {
              count: count - first,
              firstIndex: first,
              out: join(imagesFolder(dataDir), `${batchId}.png`),
              device,
            }),
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
              reportPreview: (preview) => previews.show(batchId, preview),
            },
          );
        collect(order, nowMs() - began);
        return { summary: `${count === 1 ? 'One picture' : `${count} pictures`} painted.`, report: { batchId } };
      },
      onState({ state }) {
        if (state !== 'running') previews.clear();
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
