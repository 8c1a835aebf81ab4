import type { Clock } from '../base/clock.ts';
import { DomainError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { CancelSignal, ReportProgress } from '../base/progress.ts';
import { createRng } from '../base/rng.ts';
import type { Dataset, RatingScale } from '../data/interactions.ts';
import { createVocabulary, type Vocabulary } from '../data/vocabulary.ts';
import type { TensorRuntime } from '../engine/tensorRuntime.ts';
import { newcomerSamples } from './calibrating.ts';
import { type Calibration, fitCalibration, type ReliabilityBin, reliabilityTable, sampleMetrics } from './calibration.ts';
import { itemStatistics } from './itemStatistics.ts';
import { float32, floatData, int32, type ModelTensors, tensorData } from './modelTensors.ts';
import { presetFor } from './presets.ts';
import type { FitContext, FittedRecommender, Hyperparameters, RecommenderName } from './recommender.ts';
import { recommenderDefinitions } from './registry.ts';
import { trainingDataOf } from './trainingData.ts';

export interface TrainOptions {
  /** On top of the committed preset. */
  readonly hyperparameters?: Hyperparameters;
  readonly seed: number;
  readonly runtime: TensorRuntime;
  /** Milliseconds; times the fit and dates the model. */
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reportProgress: ReportProgress;
  readonly signal?: CancelSignal;
  /** Of the first fit, whose model is kept; see FitContext. The fits for calibration are neither watched nor interrupted. */
  readonly watch?: Pick<FitContext, 'reportStep' | 'validate' | 'checkpoints'>;
  /** A model of the same name that training goes on from; its settings count below `hyperparameters`. */
  readonly from?: { readonly hyperparameters: Hyperparameters; readonly tensors: ModelTensors };
}

/** What a card says beside its tensors. Plain JSON. */
export interface TrainedManifest {
  readonly model: RecommenderName;
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
  readonly scale: RatingScale;
  readonly data: {
    readonly name: string;
    readonly sha256: string;
    readonly users: number;
    readonly films: number;
    readonly ratings: number;
  };
  /** On people held out of a second fit; see calibrating.ts. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly reliability: readonly ReliabilityBin[];
  /** null for models without stars. */
  readonly calibration: Omit<Calibration, 'itemCounts'> | null;
  readonly holdsUsers: boolean;
  readonly fitMs: number;
  /** Milliseconds since 1970. */
  readonly trainedAt: number;
}

export interface TrainedModel {
  readonly fitted: FittedRecommender;
  readonly manifest: TrainedManifest;
  /** The model's own tensors, `itemIds` [numItems] and `itemCounts` [numItems]. */
  readonly tensors: ModelTensors;
}

/** A model as the app uses it. */
export interface UsableModel {
  readonly fitted: FittedRecommender;
  /** The films by the model's own index. */
  readonly items: Vocabulary;
  readonly scale: RatingScale;
  readonly calibration: Calibration | null;
}

/**
 * Fits one model on all rows of a data set and calibrates it on people that a second fit has never met.
 * @throws DomainError 'cancelled', 'too-large', 'invalid-input'
 */
export async function trainModel(dataset: Dataset, name: RecommenderName, options: TrainOptions): Promise<TrainedModel> {
  const { seed, runtime, clock, logger, reportProgress, signal } = options;
  if (dataset.interactions.ratings.length === 0)
    throw new DomainError('invalid-input', `${dataset.name} holds no ratings; there is nothing to learn from.`);
  const definition = recommenderDefinitions[name];
  const hyperparameters = { ...presetFor(definition, 'train'), ...options.from?.hyperparameters, ...options.hyperparameters };
  for (const setting of Object.keys(options.hyperparameters ?? {})) {
    if (!(setting in definition.defaults)) {
      const known = Object.keys(definition.defaults).join(', ') || 'none';
      throw new DomainError('invalid-input', `${name} has no setting ${setting}; it has: ${known}.`, { setting });
    }
  }
  const context = (): FitContext => ({
    rng: createRng(seed, 'fit'),
    runtime,
    logger,
    reportProgress,
    clock,
    ...(signal === undefined ? {} : { signal }),
    ...(options.from === undefined ? {} : { startFrom: options.from.tensors }),
  });
  const data = trainingDataOf(dataset);
  const startedAt = clock();
  const fitted = await definition.fit(data, hyperparameters, { ...context(), ...options.watch });
  const fitMs = clock() - startedAt;
  const itemCounts = itemStatistics(data.matrix).counts;
  const samples = definition.predictsStars ? await newcomerSamples(definition, hyperparameters, dataset, context) : null;
  const calibration = samples === null || samples.calibrate.length === 0 ? null : fitCalibration(samples.calibrate, itemCounts);
  const checked = calibration === null ? [] : samples!.check;
  return {
    fitted,
    tensors: { ...fitted.tensors(), itemIds: int32(dataset.items.ids), itemCounts: float32(itemCounts) },
    manifest: {
      model: name,
      hyperparameters,
      seed,
      scale: dataset.scale,
      data: {
        name: dataset.name,
        sha256: dataset.sha256,
        users: dataset.users.size,
        films: itemCounts.reduce((rated, count) => rated + (count > 0 ? 1 : 0), 0),
        ratings: data.matrix.values.length,
      },
      metrics: calibration === null || checked.length === 0 ? {} : sampleMetrics(calibration, checked, dataset.scale),
      reliability: calibration === null ? [] : reliabilityTable(calibration, checked),
      calibration: calibration === null ? null : withoutCounts(calibration),
      holdsUsers: fitted.holdsUsers,
      fitMs,
      trainedAt: startedAt,
    },
  };
}

/** A saved model ready for use. @throws DomainError 'model-invalid' */
export function usableModel(
  manifest: Pick<TrainedManifest, 'model' | 'hyperparameters' | 'scale' | 'calibration'>,
  tensors: ModelTensors,
): UsableModel {
  const itemIds = tensorData(tensors, 'itemIds', 'int32', [null]);
  const numItems = itemIds.length;
  return {
    fitted: recommenderDefinitions[manifest.model].load(numItems, manifest.hyperparameters, tensors),
    items: createVocabulary(itemIds),
    scale: manifest.scale,
    calibration:
      manifest.calibration === null ? null : { ...manifest.calibration, itemCounts: floatData(tensors, 'itemCounts', [numItems]) },
  };
}

function withoutCounts({ spread, quantile, match, medianHalfWidth }: Calibration): Omit<Calibration, 'itemCounts'> {
  return { spread, quantile, match, medianHalfWidth };
}
