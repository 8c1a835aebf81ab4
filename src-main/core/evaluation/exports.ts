import type { RecommenderName } from '../recommenders/recommender.ts';
import type { MeasureObserver } from './measure.ts';
import type { PeopleFigures } from './people.ts';
import type { Round } from './round.ts';

export const exportFileNames = ['split.csv', 'predictions.csv', 'lists.csv', 'people.csv'] as const;
export type ExportFileName = (typeof exportFileNames)[number];

/** Where the rows behind the figures go; core opens no files. */
export interface ExportSink {
  /** Appends whole lines, each ending in a line feed. The first call for a file brings its header. */
  append(file: ExportFileName, lines: string): void;
  /** Called between models, so that a sink may write out what it holds. */
  flush?(): Promise<void>;
}

const headers: { readonly [K in ExportFileName]: string } = {
  'split.csv': 'seed,part,userId,movieId,rating,timestamp\n',
  'predictions.csv': 'seed,model,userId,movieId,rating,prediction\n',
  'lists.csv': 'seed,model,ranking,userId,rank,movieId,score\n',
  'people.csv': 'seed,model,userId,metric,value\n',
};

/** Every row of the round with its part, in the data set's own ids. */
export async function writeSplit(sink: ExportSink, { dataset, split, seed }: Round): Promise<void> {
  if (seed === 1) for (const file of exportFileNames) sink.append(file, headers[file]);
  const { userIndices, itemIndices, ratings, timestamps } = dataset.interactions;
  for (const part of ['train', 'validation', 'test'] as const) {
    const lines: string[] = [];
    for (const row of split[part]) {
      lines.push(
        `${seed},${part},${dataset.users.ids[userIndices[row]]},${dataset.items.ids[itemIndices[row]]},${ratings[row]},${timestamps[row]}\n`,
      );
    }
    sink.append('split.csv', lines.join(''));
    await sink.flush?.();
  }
}

/** Writes predictions (clipped stars) and lists (best first, as many as the longest cut-off) while they are measured. */
export function exportObserver(
  sink: ExportSink | undefined,
  { dataset, seed }: Round,
  model: RecommenderName,
): MeasureObserver | undefined {
  if (sink === undefined) return undefined;
  return {
    prediction(user, item, rating, stars) {
      sink.append('predictions.csv', `${seed},${model},${dataset.users.ids[user]},${dataset.items.ids[item]},${rating},${stars}\n`);
    },
    list(user, suffix, items, scores) {
      const userId = dataset.users.ids[user];
      const ranking = suffix === '' ? 'full' : suffix.slice(1);
      sink.append(
        'lists.csv',
        Array.from(items, (item, at) => `${seed},${model},${ranking},${userId},${at + 1},${dataset.items.ids[item]},${scores[at]}\n`).join(
          '',
        ),
      );
    },
  };
}

/** One line a person and metric: what paired tests are computed from. */
export function writePeople(sink: ExportSink, { userIds, metrics }: PeopleFigures, model: RecommenderName, seed: number): void {
  for (const [metric, values] of Object.entries(metrics))
    sink.append('people.csv', Array.from(userIds, (id, at) => `${seed},${model},${id},${metric},${values[at]}\n`).join(''));
}
