import { DomainError } from '../base/errors.ts';
import { type CheckpointTimes, checkpointTimes } from '../base/checkpointTimes.ts';
import type { Hyperparameters } from './recommender.ts';

/**
 * What every model that keeps checkpoints has beside its own settings: steps and minutes between two of them, 0 where it is not chosen. They move no
 * figure; whoever offers checkpoints reads them.
 */
export const stepSettings = { saveEvery: 0, saveEveryMinutes: 0 } as const satisfies Hyperparameters;

/**
 * When a fit with these settings writes checkpoints; runs of earlier versions lack the settings.
 * @param otherwiseMs milliseconds between two where neither steps nor minutes are chosen
 * @throws DomainError 'invalid-input'
 */
export function chosenCheckpointTimes(hyperparameters: Hyperparameters, otherwiseMs: number): CheckpointTimes {
  const settings = { ...stepSettings, ...hyperparameters };
  return checkpointTimes(
    { steps: integerSetting(settings, 'saveEvery'), minutes: numberSetting(settings, 'saveEveryMinutes') },
    otherwiseMs,
  );
}

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
