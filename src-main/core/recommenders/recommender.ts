import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { CancelSignal, ReportProgress } from '../base/progress.ts';
import type { Rng } from '../base/rng.ts';
import type { UserItemMatrix } from '../data/csrMatrix.ts';
import type { FilmFeatures } from '../data/filmFeatures.ts';
import type { Demographics, FilmFacts, RatingScale } from '../data/interactions.ts';
import type { Checkpoint } from '../engine/checkpoint.ts';
import type { CheckpointTimes } from '../base/checkpointTimes.ts';
import type { Tensor } from '../engine/tensor.ts';
import type { TensorRuntime } from '../engine/tensorRuntime.ts';

/** The names that the CLI, the files and the screens use. A new model is a new name here and a new file. */
export const recommenderNames = [
  'random',
  'popularity',
  'highest-rated',
  'demographic',
  'bias',
  'user-knn',
  'item-knn',
  'ease',
  'als',
  'ials',
  'blend',
  'genre-cosine',
  'content-knn',
  'bayes-mf',
  'fm',
  'two-tower',
  'sgd-mf',
  'svdpp',
  'bpr',
  'svd',
] as const;

export type RecommenderName = (typeof recommenderNames)[number];

/** What a model is fitted on: training rows only. Arrays are by index. */
export interface TrainingData {
  /** users x items, values are ratings on `scale`. */
  readonly matrix: UserItemMatrix;
  readonly scale: RatingScale;
  /** By user index; all-null entries where the data set has none. */
  readonly demographics: readonly Demographics[];
  /** By item index. */
  readonly films: readonly FilmFacts[];
  /** Seconds since 1970 of each value of `matrix`, in its order; 0 where the source has none. */
  readonly timestamps: Float64Array;
  readonly features?: FilmFeatures;
}

/** One person at the moment of asking. Items may be in any order, none twice. */
export interface Person {
  readonly itemIndices: Int32Array;
  readonly ratings: Float32Array;
  /** Seconds since 1970 of each rating, which gives a history its order; absent where nobody knows. */
  readonly timestamps?: Float64Array;
  readonly demographics: Demographics;
  /**
   * Row of the training matrix when this person was trained on with exactly these ratings; null for a new person or one
   * whose ratings changed since. A model may use what it learned for that row instead of folding in.
   */
  readonly userIndex: number | null;
}

export type Hyperparameters = Readonly<Record<string, number | string | boolean>>;

export interface FitContext {
  readonly rng: Rng;
  /** Runs ONNX graphs; see engine/tensorRuntime. */
  readonly runtime: TensorRuntime;
  readonly logger: Logger;
  readonly reportProgress: ReportProgress;
  readonly signal?: CancelSignal;
  /** Milliseconds. Without it nothing is timed: no rates in reports, no checkpoints by time. */
  readonly clock?: Clock;
  /** Heard by models that learn in steps: several times a second at most, and at the end of every epoch. */
  readonly reportStep?: (report: TrainingReport) => void;
  /** Judges the model as it stands at the end of an epoch, lower or higher as the caller likes; becomes the report's `validation`. */
  readonly validate?: (model: FittedRecommender) => number;
  /**
   * What a model of the same name learned before, with `itemIds` [films] that say whose rows are whose: models that learn in steps go on from there instead of
   * from random numbers; others are fitted anew.
   */
  readonly startFrom?: Readonly<Record<string, Tensor>>;
  /** Lets models that learn in steps survive an end at any moment. */
  readonly checkpoints?: FitCheckpoints;
}

/** Where a training that goes in steps stands, for live curves. */
export interface TrainingReport {
  /** Steps made. */
  readonly step: number;
  /** Passes over the data made; whole at the end of an epoch. */
  readonly epoch: number;
  /** Mean loss since the report before. */
  readonly loss: number;
  /** What `validate` said; at the end of an epoch only. */
  readonly validation?: number;
  /** Since the report before; null without a clock. */
  readonly examplesPerSecond: number | null;
}

/** A fit resumed from `resumeFrom` ends in the same bits as one that was never stopped. The store is the caller's (storage/checkpointStore); times need the context's clock. */
export interface FitCheckpoints extends CheckpointTimes {
  /** SHA-256 of what the model learns from; a checkpoint of other data is refused with 'conflict'. */
  readonly dataSha256: string;
  readonly resumeFrom: Checkpoint | null;
  readonly save: (checkpoint: Checkpoint) => void | Promise<void>;
}

/** How much one of the person's own ratings adds to a score: score with it minus score without it, exactly recomputed. */
export interface Contribution {
  readonly itemIndex: number;
  readonly rating: number;
  readonly scoreWith: number;
  readonly scoreWithout: number;
}

/** A fitted model. All methods are synchronous and pure: a list must follow a rating within milliseconds. */
export interface FittedRecommender {
  readonly name: RecommenderName;
  readonly numItems: number;
  readonly hyperparameters: Hyperparameters;
  /** Folds a person in. The result is only meaningful to the model that made it. */
  foldIn(person: Person): FoldedPerson;
  /** [numItems] what ranks the list; higher is better. Units are the model's own. */
  score(folded: FoldedPerson): Float32Array;
  /** [numItems] predicted ratings, not clipped; absent where the model predicts no stars. */
  readonly stars?: (folded: FoldedPerson) => Float32Array;
  /** [numItems] similarity of every film to this one; the film itself is -Infinity. */
  similar(itemIndex: number): Float32Array;
  /** Everything that `load` needs. Never a vector or an id of a training user unless `holdsUsers`. */
  tensors(): Readonly<Record<string, Tensor>>;
  /** True where the tensors hold rows of training users (user-knn): such a model never ships. */
  readonly holdsUsers: boolean;
}

export interface FoldedPerson {
  readonly person: Person;
  /** The model's own state: a factor vector, neighbours, nothing. */
  readonly state: unknown;
}

/** One search dimension of `--tune`. */
export type SearchRange =
  | { readonly kind: 'log' | 'linear'; readonly min: number; readonly max: number; readonly integer?: boolean }
  | { readonly kind: 'choice'; readonly values: readonly (number | string | boolean)[] };

/** How to make and to reload models of one name. */
export interface RecommenderDefinition {
  readonly name: RecommenderName;
  /** One plain sentence for a person. */
  readonly summary: string;
  /** The paper or book section that it follows. */
  readonly citation: string;
  readonly predictsStars: boolean;
  readonly defaults: Hyperparameters;
  /** Of settings that are words: the words. Where a setting is searched among words, `searchSpace` says so. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  readonly searchSpace: Readonly<Record<string, SearchRange>>;
  /** Of a model whose lists and stars are made apart: what moves its lists alone. What else is searched moves its stars alone. */
  readonly listSettings?: readonly string[];
  /** True where `fit` goes on from `startFrom`. */
  readonly goesOn?: boolean;
  /** @throws DomainError 'too-large', 'cancelled' or 'invalid-input'. */
  fit(data: TrainingData, hyperparameters: Hyperparameters, context: FitContext): Promise<FittedRecommender>;
  /** @throws DomainError 'model-invalid' when tensors or shapes are not those of this model. */
  load(numItems: number, hyperparameters: Hyperparameters, tensors: Readonly<Record<string, Tensor>>): FittedRecommender;
}
