import { DomainError } from '../core/base/errors.ts';
import type { Dataset } from '../core/data/interactions.ts';
import { runtimeVersion } from '../core/engine/session.ts';
import { learntIn, type MeasuredFold, measureColdUsers } from '../core/evaluation/coldUsers.ts';
import { roundOf } from '../core/evaluation/evaluate.ts';
import { coldUsersSplitSha256 } from '../core/evaluation/coldUserFolds.ts';
import { type EvaluateContext, fitAndMeasure, peopleOf } from '../core/evaluation/round.ts';
import { splitSha256 } from '../core/evaluation/splitHash.ts';
import { trialOf } from '../core/evaluation/tuning.ts';
import { validationMeter } from '../core/evaluation/validation.ts';
import { chosenCheckpointTimes } from '../core/recommenders/hyperparameters.ts';
import type { RecommenderDefinition } from '../core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../core/recommenders/registry.ts';
import { openDatasetStore } from '../core/storage/datasetStore.ts';
import { openRunFiles } from '../core/storage/runFiles.ts';
import type { HandlerContext } from './computeContract.ts';
import { type ComputeHandlerOptions, runtimeOf } from './handlerOptions.ts';
import type { RunSeedInput, RunSeedOutput, TrialInput, TrialOutput } from './runMethods.ts';
import { trainAndSave } from './trainHandler.ts';
import { watchFit } from './watchedFit.ts';

/**
 * One seed of a run: fitted (from its last checkpoint, where one was left), measured, and its figures kept.
 * @throws DomainError 'conflict' where the data have changed, 'device-failed' with all checkpoints intact
 */
export async function runSeed(input: RunSeedInput, context: HandlerContext, options: ComputeHandlerOptions): Promise<RunSeedOutput> {
  const { dataDir, runId, protocol, model, hyperparameters, seed, elapsedMs } = input;
  const { logger, nowMs } = options;
  const files = openRunFiles(dataDir, runId, { logger });
  context.reportProgress({ phase: `Loading ${input.dataset}`, done: 0, total: null, unit: 'rows' });
  const dataset = loadChecked(input, options);
  const definition: RecommenderDefinition = recommenderDefinitions[model];
  const round = protocol === null || protocol === 'cold-users' ? null : roundOf(protocol, { dataset }, seed);
  const folds = protocol === 'cold-users' ? (files.parts(seed) as MeasuredFold[]) : [];
  const checkpointTimes = chosenCheckpointTimes(hyperparameters, input.checkpointEveryMs);
  const runtime = await runtimeOf(options, input.device);
  const versions = { onnxruntime: runtimeVersion(), node: process.versions.node };
  const fit = watchFit({
    files,
    seed,
    dataSha256: dataset.sha256,
    device: runtime.device,
    elapsedMs,
    nowMs,
    reportProgress: context.reportProgress,
    reportPoint: context.reportPoint ?? (() => undefined),
    checkpointTimes,
    stepsKept: learntIn(folds).steps,
    validation: round === null ? null : validationMeter(round),
  });
  const evaluating: EvaluateContext = {
    runtime,
    clock: nowMs,
    logger,
    reportProgress: context.reportProgress,
    signal: context.signal,
    watch: fit.watch,
  };
  context.reportProgress({ phase: 'Training', done: 0, total: null, unit: 'steps' });
  try {
    const made = { splitSha256: null, hasPerUser: false, modelId: null, device: runtime.device, versions };
    if (protocol === null) {
      const { metrics, modelId } = await trainAndSave({ ...input, set: hyperparameters }, context, options, { runtime, watch: fit.watch });
      return { ...made, metrics, modelId };
    }
    if (round === null) {
      const keeper = { kept: () => folds, keep: (fold: MeasuredFold) => files.savePart(seed, fold) };
      const { metrics, people } = await measureColdUsers(definition, hyperparameters, dataset, seed, evaluating, { keeper });
      files.savePerUser(seed, people);
      files.checkpoints(seed).clear();
      files.clearParts(seed);
      return { ...made, metrics: finite(metrics), splitSha256: await coldUsersSplitSha256(dataset, seed), hasPerUser: true };
    }
    const { measured, fitMs } = await fitAndMeasure(definition, hyperparameters, round, evaluating);
    files.savePerUser(seed, peopleOf(round, measured));
    files.checkpoints(seed).clear();
    return {
      ...made,
      metrics: finite({ ...measured.metrics, fitMs }),
      splitSha256: await splitSha256(round.dataset, round.split),
      hasPerUser: true,
    };
  } finally {
    fit.flush();
    await runtime.dispose();
  }
}

/** One setting of a search on validation rows. */
export async function searchTrial(input: TrialInput, context: HandlerContext, options: ComputeHandlerOptions): Promise<TrialOutput> {
  const { protocol, model, hyperparameters, seed, share } = input;
  const dataset = loadChecked(input, options);
  const runtime = await runtimeOf(options, input.device);
  try {
    const { logger, nowMs } = options;
    const { reportProgress, signal } = context;
    const evaluating: EvaluateContext = { runtime, clock: nowMs, logger, reportProgress, signal };
    return await trialOf(recommenderDefinitions[model], hyperparameters, roundOf(protocol, { dataset }, seed), share, evaluating);
  } finally {
    await runtime.dispose();
  }
}

/** @throws DomainError 'not-found', 'conflict' */
function loadChecked(
  { dataDir, dataset: name, datasetSha256 }: Pick<RunSeedInput, 'dataDir' | 'dataset' | 'datasetSha256'>,
  { logger }: ComputeHandlerOptions,
): Dataset {
  const store = openDatasetStore(dataDir, { logger });
  try {
    const { sha256 } = store.info(name);
    if (sha256 !== datasetSha256) {
      throw new DomainError(
        'conflict',
        `The data set "${name}" is not the one that this was made for (its hash is ${sha256.slice(0, 12)}, not ${datasetSha256.slice(0, 12)}); import that one, or start anew.`,
        { name, sha256, expected: datasetSha256 },
      );
    }
    return store.load(name);
  } finally {
    store.close();
  }
}

/** A figure that is not a number (nobody to average over) is absent. */
function finite(metrics: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value)));
}
