import type { DeviceReport } from '../core/engine/deviceProbe.ts';
import type { DeviceChoice, DeviceName } from '../core/engine/tensorRuntime.ts';
import type { ComparisonReport } from '../core/evaluation/compareModels.ts';
import type { EmbedInput, EmbedOutput, LookInput, LookOutput } from './embedMethod.ts';
import type { EvaluationReport } from '../core/evaluation/evaluate.ts';
import type { ProtocolName } from '../core/evaluation/protocols.ts';
import type { Hyperparameters, RecommenderName } from '../core/recommenders/recommender.ts';
import type { ExportTowersInput, ExportTowersOutput } from './towerExport.ts';
import type { TrainingStart } from './trainingStart.ts';
import type { PictureMethods } from './pictures/pictureMethods.ts';
import type {
  CompareRunsInput,
  CompareRunsOutput,
  DeriveInput,
  DeriveOutput,
  ExploreInput,
  ExploreOutput,
  RunSeedInput,
  RunSeedOutput,
  TrialInput,
  TrialOutput,
} from './runMethods.ts';

export interface ImportInput {
  readonly dataDir: string;
  readonly path: string;
  /** Without a name, the name of the folder or file is used. */
  readonly name: string | null;
  readonly details: string | null;
  readonly posters: string | null;
}

export interface ImportOutput {
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
  readonly users: number;
  readonly films: number;
  readonly skipped: { file: string; line: number | null; why: string }[];
  readonly numSkipped: number;
  readonly ignored: string[];
  readonly unchanged: boolean;
}

export interface TrainInput extends TrainingStart {
  readonly dataDir: string;
  readonly dataset: string;
  readonly model: RecommenderName;
  readonly set: Hyperparameters;
  readonly seed: number;
  readonly device: DeviceChoice;
}

export interface TrainOutput {
  readonly runId: string;
  readonly model: RecommenderName;
  /** Folder of the saved model. */
  readonly path: string;
  readonly sha256: string;
  readonly fitMs: number;
  /** As the model's card has them. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Where rated rows come from: an imported data set, or a folder or file of any MovieLens layout. */
export interface EvaluateInput {
  readonly dataDir: string;
  readonly protocol: ProtocolName;
  readonly models: readonly RecommenderName[];
  /** Hyper-parameters in place of the presets, for every named model that has them. */
  readonly set: Hyperparameters;
  /** Name of an imported data set or a path; null for the protocol `files`. */
  readonly data: string | null;
  readonly train: string | null;
  readonly test: string | null;
  /** null takes the protocol's own number. */
  readonly seeds: number | null;
  readonly tuneTrials: number | null;
  /** Also means within groups of people. */
  readonly groups: boolean;
  readonly exportDir: string | null;
  readonly device: DeviceChoice;
  /** By model: the run in whose folder figures by person are kept, where the data are an imported data set. null keeps none. */
  readonly runIds: Readonly<Record<string, string>> | null;
}

export interface EvaluateOutput {
  readonly report: EvaluationReport;
  readonly device: DeviceName;
  readonly versions: Readonly<Record<string, string>>;
  /** The models whose figures by person are in the folders of their runs; null where none was to be kept, or the data are not imported. */
  readonly kept: readonly RecommenderName[] | null;
}

export interface CompareModelsInput {
  readonly dataDir: string;
  readonly protocol: Exclude<ProtocolName, 'cold-users' | 'files'>;
  readonly models: readonly RecommenderName[];
  /** Name of an imported data set or a path. */
  readonly data: string;
  /** null takes every metric that all models have per person. */
  readonly metrics: readonly string[] | null;
  /** null takes the protocol's own number. */
  readonly seeds: number | null;
  readonly device: DeviceChoice;
}

export type CompareModelsOutput = ComparisonReport;

/** Everything that is too heavy, or too close to native code, for the process that answers a person. */
export interface ComputeMethods extends PictureMethods {
  importDataset: { input: ImportInput; output: ImportOutput };
  train: { input: TrainInput; output: TrainOutput };
  evaluate: { input: EvaluateInput; output: EvaluateOutput };
  compareModels: { input: CompareModelsInput; output: CompareModelsOutput };
  embed: { input: EmbedInput; output: EmbedOutput };
  lookAtPosters: { input: LookInput; output: LookOutput };
  /** One seed of a run of the lab: fits, measures, keeps curves, figures by person and checkpoints. */
  runSeed: { input: RunSeedInput; output: RunSeedOutput };
  /** One setting of a search, on validation rows. */
  searchTrial: { input: TrialInput; output: TrialOutput };
  /** Checks a model of unknown origin and keeps it. */
  exportTowers: { input: ExportTowersInput; output: ExportTowersOutput };
  importModel: { input: { readonly dataDir: string; readonly path: string }; output: { readonly modelId: string } };
  compareRuns: { input: CompareRunsInput; output: CompareRunsOutput };
  explore: { input: ExploreInput; output: ExploreOutput };
  derive: { input: DeriveInput; output: DeriveOutput };
  probeDevice: { input: { readonly device: DeviceName }; output: DeviceReport };
}
