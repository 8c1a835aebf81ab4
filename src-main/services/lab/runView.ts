import { appErrorSchema } from '../../contract/errors.ts';
import { experimentSchema, type Figure } from '../../contract/experiments.ts';
import type { CurvePoint, Run } from '../../contract/runs.ts';
import type { LabFigure, LabRun, LabSeed } from '../../core/storage/person/labRuns.ts';
import { openRunFiles } from '../../core/storage/runFiles.ts';
import type { Stores } from '../stores.ts';
import { keptRun } from './keptRun.ts';
import { canGoOn, isStopped } from './stoppedRun.ts';

/** Runs as the contract shows them, of any number in three queries. */
export function viewRuns(stores: Stores, runs: readonly LabRun[]): Run[] {
  const ids = runs.map(({ runId }) => runId);
  const seeds = stores.person.labRuns.seedsOf(ids);
  const figures = stores.person.labRuns.figuresOf(ids);
  return runs.map((run) => viewOf(stores, run, seeds.get(run.runId) ?? [], figures.get(run.runId) ?? {}));
}

/** @throws DomainError 'not-found' */
export function viewRun(stores: Stores, runId: string): Run {
  return viewRuns(stores, [keptRun(stores, runId)])[0]!;
}

/** Every point of a run, also those that its process has not written down yet. */
export function pointsOf(stores: Stores, runId: string, live: readonly CurvePoint[]): CurvePoint[] {
  const written = openRunFiles(stores.dataDir, runId).points() as CurvePoint[];
  const known = new Set(written.map(({ seed, step }) => `${seed} ${step}`));
  return [...written, ...live.filter(({ seed, step }) => !known.has(`${seed} ${step}`))];
}

function viewOf(stores: Stores, run: LabRun, seeds: readonly LabSeed[], figures: Readonly<Record<string, LabFigure>>): Run {
  const splits = seeds.flatMap(({ seed, splitSha256 }) => (splitSha256 === null ? [] : [[String(seed), splitSha256] as const]));
  return {
    runId: run.runId,
    jobId: run.jobId,
    label: run.label,
    experiment: experimentSchema.parse(run.experiment),
    // Its terminal was killed while this app was open, and could not say so.
    state: run.state === 'running' && isStopped(run) ? 'interrupted' : run.state,
    canGoOn: canGoOn(stores, run, seeds.length),
    createdAt: run.createdAt,
    finishedAt: run.finishedAt,
    elapsedMs: run.elapsedMs,
    device: run.device,
    deviceNotice: run.deviceNotice,
    seedsDone: seeds.length,
    metrics: Object.fromEntries(Object.entries(figures).map(([metric, figure]) => [metric, viewFigure(figure)])),
    splits: Object.fromEntries(splits),
    versions: { ...run.versions },
    modelId: run.modelId,
    hasPerUser: seeds.length > 0 && seeds.every(({ hasPerUser }) => hasPerUser),
    note: run.note,
    error: run.error === null ? null : appErrorSchema.parse(run.error),
  };
}

const viewFigure = ({ mean, ci95, perSeed }: LabFigure): Figure => ({
  mean,
  ci95: ci95 === null ? null : [ci95[0], ci95[1]],
  perSeed: [...perSeed],
});
