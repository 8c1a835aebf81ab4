import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ComputeClient } from '../compute/computeClient.ts';
import type { BlindPair, Entrant, PictureComparison } from '../contract/comparisons.ts';
import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import { type PairVote, standings } from '../core/evaluation/bradleyTerry.ts';
import type { ComparisonRepository, StoredComparison, StoredEntrant } from '../core/storage/person/comparisons.ts';
import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';
import { fileStem } from './posterImages.ts';
import {
  bringPictures,
  type BroughtFile,
  comparisonsFolder,
  entrantFolder,
  filesOfFolder,
  namesInFolder,
} from './studio/compare/bringPictures.ts';
import { type CompareJobs, measuresSchema } from './studio/compare/compareJobs.ts';
import { stepWords } from './studio/sheetFiles.ts';
import { metPairs, nextPair } from './studio/compare/pairs.ts';
import { reportAsJson, reportAsMarkdown, votesAsCsv } from './studio/compare/report.ts';
import { choosePainter, listPainters } from './studio/painters.ts';
import { comparedImageId } from './studio/workshopMedia.ts';
import type { Stores } from './stores.ts';

export interface ComparisonsServiceOptions {
  readonly stores: () => Stores;
  readonly compute: ComputeClient;
  readonly queue: JobQueue;
  readonly jobs: CompareJobs;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly modelsDir: string;
  readonly mediaUrl: (imageId: string) => string;
}

/** Pictures of several models for the same prompts: blind votes, strengths, measures, a report. */
export function createComparisonsService(options: ComparisonsServiceOptions): Services['comparisons'] {
  const { stores, compute, queue, jobs, clock, newId, modelsDir, mediaUrl } = options;
  const repository = (): ComparisonRepository => stores().person.comparisons;

  function known(comparisonId: string): StoredComparison {
    const comparison = repository().get(comparisonId);
    if (comparison === null) throw new DomainError('not-found', 'There is no such comparison; it may have been removed.', { comparisonId });
    return comparison;
  }

  function view({ comparisonId, measures: kept, ...comparison }: StoredComparison): PictureComparison {
    const [entrants, pictures, votes] = [
      repository().entrants(comparisonId),
      repository().pictures(comparisonId),
      repository().votes(comparisonId),
    ];
    const measures = kept === null ? null : (measuresSchema.safeParse(kept).data ?? null);
    const placeOf = new Map(
      pictures.map(({ pictureId, entrantId }) => [pictureId, entrants.findIndex((one) => one.entrantId === entrantId)]),
    );
    const pairVotes = votes.map(({ leftPicture, rightPicture, result }): PairVote => {
      const scoreOfA = result === 'left' ? 1 : result === 'right' ? 0 : 0.5;
      return { a: placeOf.get(leftPicture)!, b: placeOf.get(rightPicture)!, scoreOfA };
    });
    const found = standings(entrants.length, pairVotes);
    return {
      ...comparison,
      comparisonId,
      prompts: [...comparison.prompts],
      entrants: entrants.map(({ entrantId, name, origin, seconds }, place): Entrant => {
        const own = pictures.filter((picture) => picture.entrantId === entrantId);
        const times = own.flatMap(({ ms }) => (ms === null ? [] : [ms / 1000]));
        const { interval, ...standing } = found[place]!;
        return {
          entrantId,
          name,
          origin,
          pictures: own.length,
          seconds: times.length > 0 ? times.reduce((sum, time) => sum + time, 0) / times.length : seconds,
          isMeasured: times.length > 0,
          ...standing,
          interval: interval === null ? null : [...interval],
          kid: measures?.kids[entrantId] ?? null,
        };
      }),
      votes: votes.length,
      pairs: metPairs(pictures, votes),
      reference: measures === null ? null : { path: measures.reference, pictures: measures.pictures, realHalves: measures.realHalves },
    };
  }

  function next({ comparisonId, seed, prompts }: StoredComparison): BlindPair | null {
    const votes = repository().votes(comparisonId);
    const pair = nextPair(repository().pictures(comparisonId), votes, seed);
    if (pair === null) return null;
    const side = ({ pictureId }: { readonly pictureId: string }) => ({ pictureId, url: mediaUrl(comparedImageId(pictureId)) });
    return { prompt: prompts[pair.left.prompt] ?? '', left: side(pair.left), right: side(pair.right), votes: votes.length };
  }

  /** The entrant of that name, made where there is none. @throws DomainError 'conflict' for one that paints here */
  function entrantCalled(comparisonId: string, name: string, origin: StoredEntrant['origin'], seconds: number | null): StoredEntrant {
    const there = repository()
      .entrants(comparisonId)
      .find((entrant) => entrant.name === name);
    if (there !== undefined && there.origin === origin) return there;
    if (there !== undefined)
      throw new DomainError('conflict', `"${name}" takes part already, as another kind of model; give this one another name.`, { name });
    const entrant = { entrantId: newId(), comparisonId, name, origin, seconds, addedAt: clock() };
    repository().addEntrant(entrant);
    return entrant;
  }

  async function bring(
    { comparisonId, name, seconds }: { readonly comparisonId: string; readonly name: string; readonly seconds: number | null },
    files: AsyncIterable<BroughtFile> | Iterable<BroughtFile>,
    names: readonly string[],
  ) {
    const comparison = known(comparisonId);
    const entrant = entrantCalled(comparisonId, name, 'brought', seconds);
    try {
      return await bringPictures(repository(), stores().dataDir, comparison, entrant, files, names);
    } finally {
      const isEmpty = !repository()
        .pictures(comparisonId)
        .some(({ entrantId }) => entrantId === entrant.entrantId);
      if (isEmpty) repository().removeEntrant(entrant.entrantId);
    }
  }

  return {
    list: () =>
      repository()
        .list()
        .map(({ comparisonId, title, createdAt, prompts }) => ({
          comparisonId,
          title,
          createdAt,
          prompts: prompts.length,
          entrants: repository().entrants(comparisonId).length,
          votes: repository().votes(comparisonId).length,
        })),
    create({ title, prompts, seed }) {
      const comparisonId = newId();
      repository().add({ comparisonId, title, prompts, seed, createdAt: clock() });
      return { comparisonId };
    },
    get: ({ comparisonId }) => view(known(comparisonId)),
    remove({ comparisonId }) {
      known(comparisonId);
      repository().remove(comparisonId);
      rmSync(join(comparisonsFolder(stores().dataDir), comparisonId), { recursive: true, force: true });
      return { comparisonId };
    },
    async bringFolder({ path, ...entrant }) {
      known(entrant.comparisonId);
      const names = await namesInFolder(path);
      const { captions } = await compute.call('pictureCaptions', { path, names });
      return await bring(entrant, filesOfFolder(path, captions), names);
    },
    async bringFiles({ files, names, ...entrant }) {
      const brought = files.map(({ fileName, base64 }) => ({ fileName, caption: null, read: () => Buffer.from(base64, 'base64') }));
      return await bring(entrant, brought, names.length > 0 ? names : files.map(({ fileName }) => fileName));
    },
    paint({ comparisonId, model, seed, steps }) {
      known(comparisonId);
      const { name } = choosePainter(listPainters(stores().dataDir, modelsDir), model);
      const { entrantId } = entrantCalled(comparisonId, `${name}, ${stepWords(steps)}, seed ${seed}`, 'painted', null);
      const { jobId } = queue.start(jobs.work({ work: 'paint-prompts', comparisonId, entrantId, model: name, seed, steps }));
      return { entrantId, jobId };
    },
    removeEntrant({ comparisonId, entrantId }) {
      const comparison = known(comparisonId);
      if (
        !repository()
          .entrants(comparisonId)
          .some((entrant) => entrant.entrantId === entrantId)
      )
        throw new DomainError('not-found', 'There is no such model in this comparison.', { entrantId });
      repository().removeEntrant(entrantId);
      rmSync(entrantFolder(stores().dataDir, { comparisonId, entrantId }), { recursive: true, force: true });
      return view(comparison);
    },
    next: ({ comparisonId }) => next(known(comparisonId)),
    vote({ comparisonId, left, right, result }) {
      const comparison = known(comparisonId);
      const pictures = repository().pictures(comparisonId);
      const [a, b] = [left, right].map((id) => pictures.find(({ pictureId }) => pictureId === id));
      if (a === undefined || b === undefined || a.prompt !== b.prompt || a.entrantId === b.entrantId)
        throw new DomainError('invalid-input', 'These two pictures are no pair of this comparison; look at the next pair.', {
          left,
          right,
        });
      repository().addVote(comparisonId, { leftPicture: left, rightPicture: right, result, votedAt: clock() });
      return next(comparison);
    },
    undoVote({ comparisonId }) {
      const comparison = known(comparisonId);
      if (!repository().undoVote(comparisonId)) throw new DomainError('not-found', 'There is no vote to take back.', { comparisonId });
      return next(comparison);
    },
    measure({ comparisonId, reference }) {
      known(comparisonId);
      if (!existsSync(reference))
        throw new DomainError('not-found', `There is nothing at ${reference}. Check the spelling.`, { path: reference });
      const { jobId } = queue.start(jobs.work({ work: 'measure-comparison', comparisonId, reference }));
      return { jobId };
    },
    export({ comparisonId, format }) {
      const comparison = known(comparisonId);
      const source = {
        comparison: view(comparison),
        entrants: repository().entrants(comparisonId),
        pictures: repository().pictures(comparisonId),
        votes: repository().votes(comparisonId),
      };
      const write = { json: reportAsJson, csv: votesAsCsv, markdown: reportAsMarkdown }[format];
      const [ending, mediaType] = {
        json: ['json', 'application/json'],
        csv: ['csv', 'text/csv'],
        markdown: ['md', 'text/markdown'],
      }[format] as [string, string];
      const fileName = `comparison-${fileStem(comparison.title)}.${ending}`;
      return { fileName, mediaType, base64: Buffer.from(write(source)).toString('base64') };
    },
  };
}
