import { DomainError } from '../base/errors.ts';
import type { RatingScale } from '../data/interactions.ts';
import type { Calibration } from './calibration.ts';
import type { ModelTensors } from './modelTensors.ts';
import type { Hyperparameters } from './recommender.ts';
import { recommenderDefinitions } from './registry.ts';
import { type TrainedManifest, type UsableModel, usableModel } from './training.ts';

/** What only the one who trained it can say of a model. */
export interface ModelOrigin {
  /** Licence terms of the data, one sentence. */
  readonly terms: string;
  /** What makes the same model again. */
  readonly command: string;
  readonly notes: readonly string[];
}

/** The part of a stored manifest that a model is reopened from; storage keeps `calibration` as plain JSON. */
export interface StoredModel {
  readonly name: string;
  readonly hyperparameters: Hyperparameters;
  readonly calibration: unknown;
}

/** Kept in the manifest's `calibration`: the scale of the stars belongs to it. */
interface StoredCalibration {
  readonly scale: RatingScale;
  readonly fit: Omit<Calibration, 'itemCounts'> | null;
}

/** A trained model's manifest in the form that the model store keeps. */
export function storedCard(manifest: TrainedManifest, origin: ModelOrigin) {
  const { model, hyperparameters, seed, scale, data, metrics, reliability, calibration, fitMs, trainedAt } = manifest;
  const { terms, command, notes } = origin;
  const stored: StoredCalibration = { scale: { ...scale }, fit: calibration === null ? null : structuredCopy(calibration) };
  return {
    name: model as string,
    hyperparameters: { ...hyperparameters },
    seed,
    data: { ...data, terms },
    metrics: { ...metrics },
    reliability: reliability.map((bin) => ({ ...bin })),
    calibration: JSON.parse(JSON.stringify(stored)) as ReturnType<typeof JSON.parse>,
    command,
    trainedAt: new Date(trainedAt).toISOString(),
    fitMs,
    notes: [...notes],
  };
}

/** A stored model ready for use. @throws DomainError 'model-invalid' */
export function openStoredModel(stored: StoredModel, tensors: ModelTensors): UsableModel {
  const { name, hyperparameters } = stored;
  const model = Object.keys(recommenderDefinitions).find((known) => known === name) as TrainedManifest['model'] | undefined;
  if (model === undefined)
    throw new DomainError('model-invalid', `This version of Marquee knows no model called "${name}"; train another.`, { name });
  const { scale, fit } = readCalibration(stored.calibration);
  return usableModel({ model, hyperparameters, scale, calibration: fit }, tensors);
}

function readCalibration(json: unknown): StoredCalibration {
  const given = json as Partial<StoredCalibration> | null;
  if (typeof given?.scale?.min !== 'number' || typeof given.scale.max !== 'number' || typeof given.scale.step !== 'number') {
    throw new DomainError(
      'model-invalid',
      'The model file cannot be used: it does not say which stars it predicts. Train the model again.',
    );
  }
  const { scale, fit = null } = given;
  const isWhole =
    fit === null ||
    [fit.spread?.base, fit.spread?.item, fit.spread?.user, fit.quantile, fit.match?.intercept, fit.match?.slope, fit.medianHalfWidth].every(
      Number.isFinite,
    );
  if (!isWhole)
    throw new DomainError('model-invalid', 'The model file cannot be used: its calibration is incomplete. Train the model again.');
  return { scale, fit };
}

function structuredCopy({ spread, quantile, match, medianHalfWidth }: Omit<Calibration, 'itemCounts'>): Omit<Calibration, 'itemCounts'> {
  return { spread: { ...spread }, quantile, match: { ...match }, medianHalfWidth };
}
