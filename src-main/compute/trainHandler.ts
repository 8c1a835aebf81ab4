import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Dataset } from '../core/data/interactions.ts';
import { createRng } from '../core/base/rng.ts';
import type { TensorRuntime } from '../core/engine/tensorRuntime.ts';
import { withTruncation } from '../core/evaluation/easeTruncation.ts';
import { storedCard } from '../core/recommenders/modelCard.ts';
import { type TrainOptions, trainModel } from '../core/recommenders/training.ts';
import { openDatasetStore } from '../core/storage/datasetStore.ts';
import { saveModel } from '../core/storage/modelStore.ts';
import { openPersonStore } from '../core/storage/personStore.ts';
import type { HandlerContext } from './computeContract.ts';
import { type ComputeHandlerOptions, runtimeOf } from './handlerOptions.ts';
import type { TrainInput, TrainOutput } from './computeMethods.ts';
import { goingOn, modelToStartFrom, withProfile } from './trainingStart.ts';
import { updateCheckpoints } from './updateCheckpoints.ts';

const terms = 'As the terms of the imported data set say; MovieLens data allow no commercial use and ask for a citation.';

/** For a training that is a run of the lab: its device, opened, and its watch. */
export interface TrainRun {
  readonly runtime: TensorRuntime;
  readonly watch: NonNullable<TrainOptions['watch']>;
}

/**
 * Trains one model on an imported data set and saves it as `models/<model>-<run>` of the data folder. One that goes on from an earlier model and was
 * stopped goes on from its checkpoint.
 */
export async function trainAndSave(
  input: TrainInput & { readonly runId?: string },
  context: HandlerContext,
  options: ComputeHandlerOptions,
  run?: TrainRun,
): Promise<TrainOutput & { readonly metrics: Readonly<Record<string, number>>; readonly modelId: string }> {
  const { dataDir, dataset: name, model, seed, device, runId = randomUUID() } = input;
  const set = input.from ? { ...goingOn, ...input.set } : input.set;
  const { clock, logger } = options;
  const store = openDatasetStore(dataDir, { logger });
  const runtime = run?.runtime ?? (await runtimeOf(options, device));
  try {
    // An unknown name is refused before anything is said to be loading.
    store.info(name);
    context.reportProgress({ phase: `Loading ${name}`, done: 0, total: null, unit: 'rows' });
    const loaded = store.load(name);
    const { dataset, from } = startOf(input, loaded, options);
    context.reportProgress({ phase: `Training ${model}`, done: 0, total: null, unit: 'steps' });
    const { signal, reportProgress } = context;
    const kept = from === undefined ? null : updateCheckpoints(input, set, dataset, from, logger);
    const watch = run?.watch ?? (kept === null ? undefined : { checkpoints: kept.checkpoints });
    const trained = await trainModel(dataset, model, {
      hyperparameters: set,
      seed,
      runtime,
      clock,
      logger,
      reportProgress,
      signal,
      ...(watch === undefined ? {} : { watch }),
      ...(from === undefined ? {} : { from }),
    });
    const fit = { rng: createRng(seed, 'fit'), runtime, logger, reportProgress, signal };
    const card = await withTruncation(trained.manifest, dataset, fit);
    const path = join('models', `${model}-${runId.slice(0, 8)}`);
    const settings = Object.entries(set).map(([key, value]) => ` --set ${key}=${value}`);
    const start = input.from ? ` --from ${startWords(input.from, model, dataDir)}` : '';
    const verb = input.from || input.profile ? 'update --profile NAME' : 'train';
    const command = `marquee ${verb} --data ${name} --model ${model} --seed ${seed}${settings.join('')}${start}`;
    const manifest = saveModel(join(dataDir, path), storedCard(card, { terms, command, notes: [] }), trained.tensors);
    const { hyperparameters, metrics, fitMs } = card;
    const person = openPersonStore(dataDir, { clock, logger, whenDamaged: 'refuse' });
    try {
      person.modelRuns.add({
        runId,
        model,
        dataset: dataset.name,
        datasetSha256: dataset.sha256,
        path,
        sha256: manifest.sha256,
        seed,
        hyperparameters,
        metrics,
        fitMs,
        createdAt: clock(),
      });
    } finally {
      person.close();
    }
    kept?.clear();
    return {
      runId,
      model,
      path: join(dataDir, path),
      sha256: manifest.sha256,
      fitMs,
      metrics: { ...metrics, fitMs },
      modelId: basename(path),
    };
  } finally {
    store.close();
    if (run === undefined) await runtime.dispose();
  }
}

/** What `marquee update --from` takes: no folder of this machine where a name will do. */
function startWords(from: string, model: string, dataDir: string): string {
  if (dirname(from) === join(dataDir, 'models')) return basename(from);
  return basename(from) === model ? 'shipped' : from;
}

/** The data and the parameters that a training begins with; the store of persons is opened only where it is needed. */
function startOf(
  { dataDir, model, from, profile }: Pick<TrainInput, 'dataDir' | 'model' | 'from' | 'profile'>,
  dataset: Dataset,
  { clock, logger }: ComputeHandlerOptions,
): { readonly dataset: Dataset; readonly from?: NonNullable<TrainOptions['from']> } {
  if (!from && !profile) return { dataset };
  const person = openPersonStore(dataDir, { clock, logger, whenDamaged: 'refuse' });
  try {
    return {
      dataset: profile ? withProfile(dataset, profile, person) : dataset,
      ...(from ? { from: modelToStartFrom(from, model, dataDir, person) } : {}),
    };
  } finally {
    person.close();
  }
}
