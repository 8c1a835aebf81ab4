import type { DatasetFilter } from '../core/data/datasetFilter.ts';
import type { DeviceName } from '../core/engine/tensorRuntime.ts';
import type { PairComparison } from '../core/evaluation/comparing.ts';
import type { Exploration } from '../core/evaluation/exploratory.ts';
import type { Grouping } from '../core/evaluation/personGroups.ts';
import type { ProtocolName } from '../core/evaluation/protocols.ts';
import type { Hyperparameters, RecommenderName } from '../core/recommenders/recommender.ts';

/** One moment of a training. */
export interface CurvePoint {
  readonly seed: number;
  /** Steps made. */
  readonly step: number;
  readonly epoch: number | null;
  readonly totalSteps: number | null;
  readonly loss: number | null;
  readonly validation: { readonly metric: string; readonly value: number } | null;
  readonly examplesPerSecond: number | null;
  /** Milliseconds of computing since the run began. */
  readonly elapsedMs: number;
  readonly device: DeviceName;
}

export type RunProtocol = Exclude<ProtocolName, 'files'>;

export interface RunSeedInput {
  readonly dataDir: string;
  readonly runId: string;
  readonly dataset: string;
  /** The data set must have this hash. */
  readonly datasetSha256: string;
  /** null fits on every rating and saves the model. */
  readonly protocol: RunProtocol | null;
  readonly model: RecommenderName;
  /** Complete. */
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
  readonly device: DeviceName;
  /** Computing that the run has had before. */
  readonly elapsedMs: number;
  readonly checkpointEveryMs: number;
}

export interface RunSeedOutput {
  readonly metrics: Readonly<Record<string, number>>;
  readonly splitSha256: string | null;
  readonly hasPerUser: boolean;
  /** Where it was computed; the CPU where the device did not come up. */
  readonly device: DeviceName;
  /** Folder name of the saved model; null under a protocol. */
  readonly modelId: string | null;
  readonly versions: Readonly<Record<string, string>>;
}

export interface TrialInput {
  readonly dataDir: string;
  readonly dataset: string;
  readonly datasetSha256: string;
  readonly protocol: Exclude<RunProtocol, 'cold-users'>;
  readonly model: RecommenderName;
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
  /** Share of the training rows that is used, 0 to 1. */
  readonly share: number;
  readonly device: DeviceName;
}

export interface TrialOutput {
  /** Higher is better. */
  readonly value: number;
  readonly fitMs: number;
}

export interface ExploreInput {
  readonly dataDir: string;
  readonly dataset: string;
  readonly filter: DatasetFilter;
  /** The person's own ratings, for the histogram. */
  readonly ownStars: readonly number[];
}

export type ExploreOutput = Exploration;

export interface DeriveInput {
  readonly dataDir: string;
  readonly dataset: string;
  readonly filter: DatasetFilter;
  readonly name: string;
}

export interface DeriveOutput {
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
  readonly users: number;
  readonly films: number;
}

export interface CompareRunsInput {
  readonly dataDir: string;
  readonly dataset: string;
  /** Of one data set and protocol, with the seeds that all share. */
  readonly runs: readonly { readonly runId: string; readonly seeds: readonly number[] }[];
  readonly metric: string | null;
}

export interface CompareRunsOutput {
  readonly metric: string;
  readonly metrics: readonly string[];
  readonly pairs: readonly PairComparison[];
  readonly groups: readonly {
    readonly by: Grouping;
    readonly group: string;
    readonly people: number;
    readonly values: readonly { readonly runId: string; readonly mean: number }[];
  }[];
}
