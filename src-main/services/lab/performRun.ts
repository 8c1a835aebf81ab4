import type { ComputeClient } from '../../compute/computeClient.ts';
import type { MethodInput, MethodOutput } from '../../compute/computeContract.ts';
import { type Experiment, experimentSchema } from '../../contract/experiments.ts';
import { DomainError } from '../../core/base/errors.ts';
import type { ReportProgress } from '../../core/base/progress.ts';
import type { DeviceName } from '../../core/engine/tensorRuntime.ts';
import { summarize } from '../../core/evaluation/significance.ts';
import type { LabFigure, LabSeed } from '../../core/storage/person/labRuns.ts';
import { readSettings } from '../settings.ts';
import type { Stores } from '../stores.ts';
import { resolveDevice } from '../testDevices.ts';
import type { RunEvents } from './runEvents.ts';
import { keptRun } from './keptRun.ts';

type SeedOutput = MethodOutput<'runSeed'>;

export interface LabOptions {
  readonly stores: () => Stores;
  readonly compute: ComputeClient;
  readonly events: RunEvents;
  readonly nowMs: () => number;
  /** Of Marquee. */
  readonly version: string;
  /** How much work a run may lose at most, milliseconds. */
  readonly checkpointEveryMs: number;
}

export interface WorkContext {
  readonly signal: AbortSignal;
  readonly reportProgress: ReportProgress;
}

/**
 * Works a run to its end, seed by seed: seeds that are done stay, the one that was stopped goes on from its checkpoint. A device that fails,
 * or takes the compute process with it, is given up for the CPU.
 * @returns one sentence about the result
 */
export async function performRun(runId: string, options: LabOptions, context: WorkContext): Promise<string> {
  const { stores, compute, events, nowMs, checkpointEveryMs } = options;
  const { labRuns } = stores().person;
  const run = keptRun(stores(), runId);
  const experiment = experimentSchema.parse(run.experiment);
  events.begin(runId);
  let device = await chosenDevice(experiment, options, context.signal);
  let elapsedMs = run.elapsedMs;
  const done = new Map(labRuns.seeds(runId).map((seed) => [seed.seed, seed]));
  for (const [at, seed] of experiment.seeds.entries()) {
    if (done.has(seed)) continue;
    const startedAt = nowMs();
    const reportProgress = progressOfSeed(context.reportProgress, at, experiment.seeds.length);
    const call = (on: DeviceName): Promise<SeedOutput> => {
      labRuns.update(runId, { device: on });
      events.changed(runId);
      const { dataset, protocol, model, hyperparameters } = experiment;
      const input: MethodInput<'runSeed'> = {
        dataDir: stores().dataDir,
        runId,
        dataset: dataset.name,
        datasetSha256: dataset.sha256,
        protocol,
        model,
        hyperparameters,
        seed,
        device: on,
        elapsedMs: elapsedMs + nowMs() - startedAt,
        checkpointEveryMs,
      };
      return compute.call('runSeed', input, {
        signal: context.signal,
        reportProgress,
        reportPoint: (point) => events.point(runId, point),
      });
    };
    try {
      const { output, notice } = await onDevice(device, call);
      device = output.device;
      const made: LabSeed = { seed, metrics: output.metrics, splitSha256: output.splitSha256, hasPerUser: output.hasPerUser };
      done.set(seed, made);
      labRuns.addSeed(runId, made);
      labRuns.setFigures(runId, figuresOf([...done.values()]));
      labRuns.update(runId, {
        device,
        versions: { marquee: options.version, ...output.versions },
        ...(output.modelId === null ? {} : { modelId: output.modelId }),
        ...(notice === null ? {} : { deviceNotice: notice }),
      });
    } finally {
      elapsedMs += nowMs() - startedAt;
      labRuns.update(runId, { elapsedMs });
      events.changed(runId);
    }
  }
  if (experiment.protocol === null) stores().models.refresh();
  return summaryOf(experiment, figuresOf([...done.values()]));
}

/** Tries the device, and the CPU where it fails; checkpoints carry over. */
export async function onDevice(
  device: DeviceName,
  call: (on: DeviceName) => Promise<SeedOutput>,
): Promise<{ readonly output: SeedOutput; readonly notice: string | null }> {
  try {
    const output = await call(device);
    const notice = output.device === device ? null : `The device "${device}" did not come up here; the ${output.device} took its place.`;
    return { output, notice };
  } catch (error) {
    const isDevice = error instanceof Error && 'code' in error && (error.code === 'device-failed' || error.code === 'compute-ended');
    if (device === 'cpu' || !isDevice) throw error;
    const output = await call('cpu');
    return {
      output,
      notice: `The device "${device}" failed (${error.message.replace(/\.$/, '')}); the CPU went on from the last checkpoint.`,
    };
  }
}

/** `auto` is the device of the settings, and where that is `auto` too, the fastest that agrees with the CPU. */
export async function chosenDevice(
  { device }: Pick<Experiment, 'device'>,
  { stores, compute }: Pick<LabOptions, 'stores' | 'compute'>,
  signal: AbortSignal,
): Promise<DeviceName> {
  return await resolveDevice(compute, device === 'auto' ? readSettings(stores().person).device : device, signal);
}

/** Seeds are stretches of one bar. */
function progressOfSeed(report: ReportProgress, at: number, seeds: number): ReportProgress {
  return (progress) => {
    if (seeds === 1 || progress.total === null || progress.total === 0) report(progress);
    else report({ ...progress, done: at * progress.total + progress.done, total: seeds * progress.total });
  };
}

/** A metric is summarised over the seeds that have it. */
export function figuresOf(seeds: readonly LabSeed[]): Record<string, LabFigure> {
  const values: Record<string, number[]> = {};
  for (const { metrics } of [...seeds].sort((a, b) => a.seed - b.seed)) {
    for (const [metric, value] of Object.entries(metrics)) (values[metric] ??= []).push(value);
  }
  return Object.fromEntries(Object.entries(values).map(([metric, perSeed]) => [metric, summarize(perSeed)]));
}

const headlines = ['ndcg@10', 'recall@20', 'ndcg@20:heldOut', 'ndcg@10:shown15', 'rmse'] as const;

function summaryOf({ model, dataset, protocol }: Experiment, figures: Readonly<Record<string, LabFigure>>): string {
  if (protocol === null) return `${model} learned from ${dataset.name} and is among the models.`;
  const shown = headlines
    .filter((metric) => figures[metric] !== undefined)
    .map((metric) => `${metric} ${figures[metric]!.mean.toFixed(4)}`);
  if (shown.length === 0)
    throw new DomainError('data-invalid', `Nothing could be measured of ${model} under ${protocol}: no test row was left.`);
  return `${model} on ${dataset.name}, ${protocol}: ${shown.slice(0, 2).join(', ')}.`;
}
