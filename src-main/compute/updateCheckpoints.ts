import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from '../core/base/logger.ts';
import type { Dataset } from '../core/data/interactions.ts';
import { chosenCheckpointTimes } from '../core/recommenders/hyperparameters.ts';
import type { FitCheckpoints, Hyperparameters } from '../core/recommenders/recommender.ts';
import type { TrainOptions } from '../core/recommenders/training.ts';
import { openCheckpointStore } from '../core/storage/checkpointStore.ts';
import type { TrainInput } from './computeMethods.ts';

/** Where nothing else is chosen. */
const EVERY_MS = 5_000;

export interface UpdateCheckpoints {
  readonly checkpoints: FitCheckpoints;
  /** To be called once the model is saved. */
  clear(): void;
}

/**
 * Checkpoints of a training that goes on from an earlier model: the same order, given again, goes on where it was stopped. What was begun with other
 * ratings, another model or other settings is thrown away.
 */
export function updateCheckpoints(
  { dataDir, dataset: name, profile, from, model, seed }: TrainInput,
  set: Hyperparameters,
  dataset: Dataset,
  start: NonNullable<TrainOptions['from']>,
  logger: Logger,
): UpdateCheckpoints {
  const order = createHash('sha256')
    .update(JSON.stringify([name, profile, from, model]))
    .digest('hex')
    .slice(0, 12);
  const store = openCheckpointStore(join(dataDir, 'checkpoints', `update-${model}-${order}`), { logger });
  const dataSha256 = hashOfWork(dataset, start, { ...set, seed });
  const latest = store.latest();
  if (latest !== null && latest.dataSha256 !== dataSha256) store.clear();
  const resumeFrom = latest?.dataSha256 === dataSha256 ? latest : null;
  const times = chosenCheckpointTimes({ ...start.hyperparameters, ...set }, EVERY_MS);
  return { checkpoints: { dataSha256, resumeFrom, save: store.save, ...times }, clear: store.clear };
}

/** All that decides the bits that come out: every rating, what is known of the people, the parameters begun with, the settings. */
function hashOfWork(
  { sha256, interactions, demographics }: Dataset,
  start: NonNullable<TrainOptions['from']>,
  settings: Hyperparameters,
): string {
  const hash = createHash('sha256').update(JSON.stringify([sha256, demographics, start.hyperparameters, settings]));
  const { userIndices, itemIndices, ratings, timestamps } = interactions;
  const named = Object.entries(start.tensors).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const { buffer, byteOffset, byteLength } of [userIndices, itemIndices, ratings, timestamps, ...named.map(([, { data }]) => data)])
    hash.update(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength));
  return hash.digest('hex');
}
