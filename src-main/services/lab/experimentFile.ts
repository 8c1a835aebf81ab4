import type { Experiment } from '../../contract/experiments.ts';
import type { Run } from '../../contract/runs.ts';
import type { LabRun } from '../../core/storage/person/labRuns.ts';
import type { JsonValue } from '../../core/storage/person/settings.ts';

/** A run as it is written down before it begins. */
export function newRun(
  experiment: Experiment,
  { runId, processId, now }: { readonly runId: string; readonly processId: number | null; readonly now: number },
): LabRun {
  const { label, model, dataset, protocol } = experiment;
  return {
    runId,
    jobId: null,
    processId,
    state: 'queued',
    label,
    note: '',
    model,
    dataset: dataset.name,
    datasetSha256: dataset.sha256,
    protocol,
    experiment: { ...experiment, result: null } as JsonValue,
    createdAt: now,
    finishedAt: null,
    elapsedMs: 0,
    device: null,
    deviceNotice: null,
    versions: {},
    modelId: null,
    error: null,
  };
}

/** The experiment file of a run: its recipe, and what came out where it is done. */
export function experimentFile(run: Run): { fileName: string; mediaType: string; text: string; experiment: Experiment } {
  const { metrics, splits, versions, device } = run;
  const experiment: Experiment = {
    ...run.experiment,
    label: run.label,
    result: run.state === 'done' ? { metrics, splits, versions, device } : null,
  };
  const { dataset, model, protocol } = experiment;
  return {
    fileName: `${dataset.name}-${protocol ?? 'train'}-${model}-${run.runId.slice(0, 8)}.json`,
    mediaType: 'application/json',
    text: `${JSON.stringify(experiment, null, 2)}\n`,
    experiment,
  };
}

/** Metrics that came out other than the file says; times are nobody's promise. */
export function differences(expected: Experiment['result'], metrics: Run['metrics']): string[] {
  if (expected === null) return [];
  const names = Object.keys({ ...expected.metrics, ...metrics }).filter((name) => name !== 'fitMs');
  return names.filter((name) => JSON.stringify(expected.metrics[name]?.perSeed) !== JSON.stringify(metrics[name]?.perSeed));
}
