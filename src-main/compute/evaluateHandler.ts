import type { Hyperparameters, RecommenderName } from '../core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../core/recommenders/registry.ts';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DomainError } from '../core/base/errors.ts';
import type { Dataset } from '../core/data/interactions.ts';
import { createRuntime } from '../core/engine/createRuntime.ts';
import { type EvaluationData, evaluate } from '../core/evaluation/evaluate.ts';
import { runtimeVersion } from '../core/engine/session.ts';
import type { PeopleFigures } from '../core/evaluation/people.ts';
import { openRunFiles } from '../core/storage/runFiles.ts';
import { type DatasetStore, openDatasetStore } from '../core/storage/datasetStore.ts';
import { readDatasetFromPath } from '../core/storage/datasetFromPath.ts';
import type { HandlerContext } from './computeContract.ts';
import type { ComputeHandlerOptions } from './handlerOptions.ts';
import type { EvaluateInput, EvaluateOutput } from './computeMethods.ts';
import { createCsvExport } from './csvExport.ts';

/** Evaluates by a protocol, on an imported data set or on files as they lie. */
export async function evaluateModels(
  input: EvaluateInput,
  context: HandlerContext,
  { clock, nowMs, logger }: ComputeHandlerOptions,
): Promise<EvaluateOutput> {
  const { protocol, models, set, seeds, tuneTrials, groups, exportDir, device } = input;
  const { signal, reportProgress } = context;
  const hyperparameters = settingsByModel(models, set);
  const { data, isImported } = await loadData(input, { clock, logger, signal, reportProgress });
  const runIds = isImported ? input.runIds : null;
  const people: { readonly model: RecommenderName; readonly seed: number; readonly figures: PeopleFigures }[] = [];
  const runtime = await createRuntime(device, { logger });
  const exportTo = exportDir === null ? null : createCsvExport(resolve(exportDir));
  try {
    const report = await evaluate(
      {
        protocol,
        data,
        models,
        hyperparameters,
        seeds: seeds ?? undefined,
        tune: tuneTrials ?? undefined,
        groups,
        exportTo: exportTo ?? undefined,
        takePeople: runIds === null ? undefined : (model, seed, figures) => people.push({ model, seed, figures }),
      },
      { runtime, clock: nowMs, logger, reportProgress, signal },
    );
    // Only now: an evaluation that was stopped leaves nothing behind.
    for (const { model, seed, figures } of people) openRunFiles(input.dataDir, runIds![model]!, { logger }).savePerUser(seed, figures);
    const kept = runIds === null ? null : models.filter((model) => people.some((one) => one.model === model));
    return { report, device: runtime.device, versions: { onnxruntime: runtimeVersion(), node: process.versions.node }, kept };
  } finally {
    exportTo?.close();
    await runtime.dispose();
  }
}

/** @throws DomainError 'invalid-input' for a setting that none of the models has. */
function settingsByModel(models: readonly RecommenderName[], set: Hyperparameters): Partial<Record<RecommenderName, Hyperparameters>> {
  const settings: Partial<Record<RecommenderName, Hyperparameters>> = {};
  for (const [key, value] of Object.entries(set)) {
    const having = models.filter((model) => key in recommenderDefinitions[model].defaults);
    if (having.length === 0)
      throw new DomainError(
        'invalid-input',
        `None of ${models.join(', ')} has a setting "${key}"; leave it out, or name a model that has it.`,
      );
    for (const model of having) settings[model] = { ...settings[model], [key]: value };
  }
  return settings;
}

export interface LoadedData {
  readonly data: EvaluationData;
  readonly isImported: boolean;
}

/** An imported data set, or files as they lie. @throws DomainError 'invalid-input', 'not-found', 'data-invalid' */
export async function loadData(
  { dataDir, data, train, test }: Pick<EvaluateInput, 'dataDir' | 'data' | 'train' | 'test'>,
  context: Pick<HandlerContext, 'signal' | 'reportProgress'> & Pick<ComputeHandlerOptions, 'clock' | 'logger'>,
): Promise<LoadedData> {
  const read = async (path: string): Promise<Dataset> => (await readDatasetFromPath(path, context)).dataset;
  if (train !== null && test !== null) return { data: { train: await read(train), test: await read(test) }, isImported: false };
  if (data === null) throw new DomainError('invalid-input', 'No data were named; name an imported data set or the path of one.');
  const store: DatasetStore = openDatasetStore(dataDir, { logger: context.logger });
  try {
    const isImported = store.list().some(({ name }) => name.toLowerCase() === data.toLowerCase());
    if (!isImported && existsSync(data)) return { data: { dataset: await read(resolve(data)) }, isImported };
    // Where there is none, the store's own sentence says which data sets there are.
    return { data: { dataset: store.load(data) }, isImported };
  } finally {
    store.close();
  }
}
