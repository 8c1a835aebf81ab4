import { DomainError } from '../base/errors.ts';
import type { Hyperparameters } from './recommender.ts';

/**
 * What every model that learns in steps has beside its own settings: steps between checkpoints, 0 where time alone decides. It moves no figure; whoever
 * offers checkpoints reads it.
 */
export const stepSettings = { saveEvery: 0 } as const satisfies Hyperparameters;

/** Steps between checkpoints, 0 for none by steps; runs of earlier versions lack the setting. @throws DomainError 'invalid-input' */
export const saveEverySteps = (hyperparameters: Hyperparameters): number =>
  integerSetting({ ...stepSettings, ...hyperparameters }, 'saveEvery');

/** @throws DomainError 'invalid-input' where it is no finite number of at least `least`. */
export function numberSetting(hyperparameters: Hyperparameters, name: string, least = 0): number {
  const value = hyperparameters[name];
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least) {
    throw new DomainError('invalid-input', `The setting ${name} must be a number of at least ${least}, not ${String(value)}.`, {
      setting: name,
    });
  }
  return value;
}

/** @throws DomainError 'invalid-input' */
export function choiceSetting<T extends string>(hyperparameters: Hyperparameters, name: string, choices: readonly T[]): T {
  const value = hyperparameters[name];
  const known = choices.find((choice) => choice === value);
  if (known === undefined) {
    throw new DomainError('invalid-input', `The setting ${name} must be one of ${choices.join(', ')}, not ${String(value)}.`, {
      setting: name,
    });
  }
  return known;
}

/** @throws DomainError 'invalid-input' where it is no whole number of at least `least`. */
export function integerSetting(hyperparameters: Hyperparameters, name: string, least = 0): number {
  const value = numberSetting(hyperparameters, name, least);
  if (Number.isInteger(value)) return value;
  throw new DomainError('invalid-input', `The setting ${name} must be a whole number, not ${value}.`, { setting: name });
}
