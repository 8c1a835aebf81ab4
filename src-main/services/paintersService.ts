import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AppErrorShape } from '../contract/errors.ts';
import { type PainterOrder, type PainterPoint, type PainterTraining as View, painterOrderSchema } from '../contract/painters.ts';
import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import type { PainterTraining } from '../core/storage/person/painterTrainings.ts';
import { openRunFiles, runFolder } from '../core/storage/runFiles.ts';
import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';
import { thinned } from './lab/runEvents.ts';
import { painterCards, removePainter, restorePainter } from './studio/painterFolders.ts';
import { choosePainter, listPainters } from './studio/painters.ts';
import { stagesOfOrder, type TrainPainterJobs } from './studio/trainPainterJobs.ts';
import { BEFORE_AFTER, trainingImageId } from './studio/workshopMedia.ts';
import type { Stores } from './stores.ts';

export interface PaintersServiceOptions {
  readonly stores: () => Stores;
  readonly queue: JobQueue;
  readonly jobs: TrainPainterJobs;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly modelsDir: string;
  readonly mediaUrl: (imageId: string) => string;
}

const samplePattern = /^sample-([\w-]{1,20})-(\d{8})\.png$/;
const isOpen = ({ state }: Pick<PainterTraining, 'state'>): boolean => state === 'queued' || state === 'running';

/** Training painters, and the painters that came of it. */
export function createPaintersService(options: PaintersServiceOptions): Services['painters'] {
  const { stores, queue, jobs, clock, newId, modelsDir, mediaUrl } = options;
  const painters = () => listPainters(stores().dataDir, modelsDir);

  function known(trainingId: string): PainterTraining {
    const training = stores().person.painterTrainings.get(trainingId);
    if (training === null) throw new DomainError('not-found', 'There is no such training; it may have been removed.', { trainingId });
    return training;
  }

  /** @throws DomainError where the order cannot be carried out, before anything is queued */
  function check(order: PainterOrder): void {
    const { name, data } = order;
    const isTaken =
      painters().some((painter) => painter.name === name) ||
      stores()
        .person.painterTrainings.list()
        .some((other) => other.painter === name && other.state !== 'done' && other.state !== 'cancelled');
    if (isTaken)
      throw new DomainError('conflict', `There is a painter called "${name}" already, or one is being trained; choose another name.`, {
        name,
      });
    if (order.kind === 'finetune') choosePainter(painters(), order.from);
    if (data.kind === 'dataset') {
      if (stores().datasets.info(data.dataset).numPosters === 0)
        throw new DomainError(
          'data-invalid',
          `The data set "${data.dataset}" has no posters; import it with a tar of posters, or choose a folder.`,
        );
      return;
    }
    for (const path of [data.path, ...(data.details === null ? [] : [data.details])])
      if (!existsSync(path)) throw new DomainError('not-found', `There is nothing at ${path}. Check the spelling.`, { path });
  }

  function progress(training: PainterTraining, maxPoints: number) {
    const { dataDir } = stores();
    const { trainingId } = training;
    const folder = runFolder(dataDir, trainingId);
    const points = openRunFiles(dataDir, trainingId).points() as PainterPoint[];
    const stages = [...new Set(points.map(({ stage }) => stage))];
    const files = existsSync(folder) ? readdirSync(folder) : [];
    const sheets = files
      .flatMap((file) => {
        const [, stage, step] = samplePattern.exec(file) ?? [];
        return stage === undefined ? [] : [{ stage, step: Number(step), url: mediaUrl(trainingImageId(trainingId, file)) }];
      })
      .toSorted((a, b) => Number.parseInt(a.stage, 10) - Number.parseInt(b.stage, 10) || a.step - b.step);
    return {
      training: viewOf(training),
      points: stages.flatMap((stage) =>
        thinned(
          points.filter((point) => point.stage === stage),
          maxPoints,
        ),
      ),
      sheets,
      captions: captionsIn(folder),
      comparisonUrl: files.includes(BEFORE_AFTER) ? mediaUrl(trainingImageId(trainingId, BEFORE_AFTER)) : null,
    };
  }

  return {
    list: () => painterCards(painters(), stores().dataDir, modelsDir),
    train(order) {
      check(order);
      const trainingId = newId();
      stores().person.painterTrainings.add({ trainingId, painter: order.name, order: structuredClone(order), createdAt: clock() });
      const { jobId } = queue.start(jobs.work(trainingId));
      return { trainingId, jobId };
    },
    trainings: () => stores().person.painterTrainings.list().map(viewOf),
    progress: ({ trainingId, maxPoints }) => progress(known(trainingId), maxPoints),
    resume({ trainingId }) {
      const training = known(trainingId);
      if (isOpen(training) || training.state === 'done')
        throw new DomainError('conflict', 'This training cannot go on: it runs, it waits for its turn, or it is done.', { trainingId });
      const job = queue.list().find(({ jobId }) => jobId === training.jobId);
      return { jobId: job?.canResume === true ? queue.resume(job.jobId).jobId : queue.start(jobs.work(trainingId)).jobId };
    },
    async removeTraining({ trainingId }) {
      const training = known(trainingId);
      if (isOpen(training))
        throw new DomainError('conflict', 'This training is under way; cancel it before you remove it.', { trainingId });
      if (training.jobId !== null && queue.list().some(({ jobId }) => jobId === training.jobId)) await queue.cancel(training.jobId);
      stores().person.painterTrainings.remove(trainingId);
      rmSync(runFolder(stores().dataDir, trainingId), { recursive: true, force: true });
      return { trainingId };
    },
    remove({ name }) {
      const painter = painters().find((one) => one.name === name);
      if (painter?.origin === 'shipped')
        throw new DomainError('conflict', `The painter "${name}" ships with Marquee and cannot be deleted.`, { name });
      const needed = stores()
        .person.painterTrainings.list()
        .filter(isOpen)
        .map((training) => painterOrderSchema.parse(training.order))
        .some((order) => order.name === name || (order.kind === 'finetune' && order.from === name));
      if (needed) throw new DomainError('conflict', `The painter "${name}" is being trained or learnt from; cancel that first.`, { name });
      removePainter(stores().dataDir, name, clock());
      return { name };
    },
    restore({ name }) {
      restorePainter(stores().dataDir, name);
      return { name };
    },
  };
}

function viewOf({ painter: _painter, order: kept, stages, steps, error, ...training }: PainterTraining): View {
  const order = painterOrderSchema.parse(kept);
  const finished = stages as View['finished'];
  return {
    ...training,
    order,
    stages: order.kind === 'train' ? stagesOfOrder(order).map(({ title }) => title) : finished.map(({ stage }) => stage),
    steps: { ...steps },
    finished,
    error: error as AppErrorShape | null,
  };
}

function captionsIn(folder: string): string[] {
  const path = join(folder, 'samples.json');
  if (!existsSync(path)) return [];
  const parsed = z.array(z.string()).safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return parsed.success ? parsed.data : [];
}
