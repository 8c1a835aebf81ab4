import type { LabProtocol } from '../../contract/experiments.ts';
import type { ModelName } from '../../contract/shared.ts';
import type { Hyperparameters, RecommenderDefinition } from '../../core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../../core/recommenders/registry.ts';
import type { LabFigure } from '../../core/storage/person/labRuns.ts';
import type { Stores } from '../stores.ts';
import { newRun } from './experimentFile.ts';
import { completeSettings } from './resolveExperiment.ts';

/** What a terminal measured of several models at once, on an imported data set and with the same settings at every seed. */
export interface MeasuredEvaluation {
  readonly protocol: LabProtocol;
  readonly dataset: { readonly name: string; readonly sha256: string };
  /** Seeds are 1..seeds. */
  readonly seeds: number;
  /** SHA-256 of each seed's split. */
  readonly splits: Readonly<Record<string, string>>;
  /** On top of the presets, for every model that has them. */
  readonly hyperparameters: Hyperparameters;
  readonly device: 'cpu' | 'webgpu' | 'dml' | 'cuda' | 'coreml';
  readonly versions: Readonly<Record<string, string>>;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly models: readonly {
    readonly model: ModelName;
    readonly runId: string;
    readonly figures: Readonly<Record<string, LabFigure>>;
    /** Whether figures by person lie beside it. */
    readonly hasPerUser: boolean;
  }[];
}

/** Writes an evaluation down as finished runs, one a model, that an experiment file makes again. */
export function keepEvaluation({ person: { labRuns } }: Stores, evaluation: MeasuredEvaluation): void {
  const { protocol, dataset, splits, device, versions, startedAt, finishedAt } = evaluation;
  const seeds = Array.from({ length: evaluation.seeds }, (_, at) => at + 1);
  for (const { model, runId, figures, hasPerUser } of evaluation.models) {
    const definition: RecommenderDefinition = recommenderDefinitions[model];
    const own = Object.entries(evaluation.hyperparameters).filter(([name]) => name in definition.defaults);
    const run = newRun(
      {
        format: 'marquee-experiment-1',
        dataset: { ...dataset },
        protocol,
        model,
        hyperparameters: completeSettings(model, protocol, Object.fromEntries(own)),
        seeds,
        device,
        label: '',
        result: null,
      },
      { runId, processId: null, now: startedAt },
    );
    const elapsedMs = figures['fitMs']?.perSeed.reduce((sum, ms) => sum + ms, 0) ?? 0;
    labRuns.add({ ...run, state: 'done', note: 'Measured by evaluate in the terminal', device, versions, elapsedMs, finishedAt });
    for (const [at, seed] of seeds.entries()) {
      // A metric that some seed lacks cannot be told apart by seed.
      const measured = Object.entries(figures).filter(([, { perSeed }]) => perSeed.length === seeds.length);
      const metrics = Object.fromEntries(measured.map(([metric, { perSeed }]) => [metric, perSeed[at]!]));
      labRuns.addSeed(runId, { seed, metrics, splitSha256: splits[seed] ?? null, hasPerUser });
    }
    labRuns.setFigures(runId, figures);
  }
}
