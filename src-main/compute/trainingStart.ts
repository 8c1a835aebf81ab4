import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../core/base/errors.ts';
import { datasetWithPerson } from '../core/data/datasetWithPerson.ts';
import type { Dataset } from '../core/data/interactions.ts';
import type { RecommenderName } from '../core/recommenders/recommender.ts';
import type { TrainOptions } from '../core/recommenders/training.ts';
import { loadModel } from '../core/storage/modelStore.ts';
import type { PersonStore } from '../core/storage/personStore.ts';

/** What a training begins with beside its data. */
export interface TrainingStart {
  /** A folder, the id of a model trained here, or that of an earlier run of the same model, whose parameters training goes on from. */
  readonly from?: string | null | undefined;
  /** Name or id of a profile whose ratings are learned from like those of one person more. */
  readonly profile?: string | null | undefined;
}

/** Settings of a training that goes on: what is known already needs fewer and shorter steps. */
export const goingOn = { epochs: 5, learningRate: 0.002 } as const;

/** @throws DomainError 'not-found', 'model-invalid', or 'invalid-input' where it is a model of another name */
export function modelToStartFrom(
  start: string,
  model: RecommenderName,
  dataDir: string,
  person: PersonStore,
): NonNullable<TrainOptions['from']> {
  const run = person.modelRuns.get(start);
  const own = join(dataDir, 'models', start);
  const folder = run !== null ? join(dataDir, run.path) : existsSync(join(own, 'manifest.json')) ? own : start;
  if (!existsSync(join(folder, 'manifest.json')))
    throw new DomainError(
      'not-found',
      `There is no earlier model "${start}" to go on from. Name a model trained here, a run of the lab, a folder of a model, or "shipped".`,
      {
        from: start,
      },
    );
  const { manifest, tensors } = loadModel(folder);
  if (manifest.name !== model)
    throw new DomainError('invalid-input', `${start} is a model called ${manifest.name}; training of ${model} cannot go on from it.`, {
      from: start,
    });
  return { hyperparameters: manifest.hyperparameters, tensors };
}

/** The data set with the ratings of a profile as one person more. @throws DomainError 'not-found' */
export function withProfile(dataset: Dataset, profile: string, person: PersonStore): Dataset {
  const { profileId, age, gender, occupation } =
    person.profiles.list().find((known) => known.profileId === profile) ?? person.profiles.byName(profile);
  const own = person.filmStates.ratings(profileId);
  return datasetWithPerson(dataset, {
    filmIds: own.map(({ filmId }) => filmId),
    stars: own.map(({ stars }) => stars),
    timestamps: own.map(({ ratedAt }) => Math.floor(ratedAt / 1000)),
    demographics: { age, gender, occupation },
  });
}
