import { DomainError } from '../../base/errors.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { alsDefinition } from '../als/als.ts';
import { ialsDefinition } from '../als/ials.ts';
import { bayesMfDefinition } from '../bayesMf/bayesMf.ts';
import { biasDefinition } from '../bias.ts';
import { easeDefinition } from '../ease/ease.ts';
import { fmDefinition } from '../fm/fm.ts';
import { itemKnnDefinition } from '../knn/itemKnn.ts';
import { stepSettings } from '../hyperparameters.ts';
import type { ModelTensors } from '../modelTensors.ts';
import type { Stages } from './stages.ts';
import type { FitContext, FittedRecommender, Hyperparameters, RecommenderDefinition, TrainingData } from '../recommender.ts';

/** Models that a blend may be made of; none that holds rows of people, so that a blend never does. */
const partDefinitions: Readonly<Record<string, RecommenderDefinition>> = Object.fromEntries(
  [biasDefinition, alsDefinition, itemKnnDefinition, bayesMfDefinition, fmDefinition, easeDefinition, ialsDefinition].map((definition) => [
    definition.name,
    definition,
  ]),
);

/** Every part once, in the order in which they are fitted. */
export type Parts = ReadonlyMap<string, FittedRecommender>;

/** The names in a setting such as 'als,item-knn'. @throws DomainError 'invalid-input' */
export function partNames(hyperparameters: Hyperparameters, setting: string, mustPredictStars: boolean): string[] {
  const names = String(hyperparameters[setting] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  for (const name of names) {
    const definition = partDefinitions[name];
    if (definition === undefined || (mustPredictStars && !definition.predictsStars)) {
      const known = Object.values(partDefinitions).filter(({ predictsStars }) => predictsStars || !mustPredictStars);
      throw new DomainError(
        'invalid-input',
        `A blend cannot use "${name}" for ${setting}; it can use ${known.map((each) => each.name).join(', ')}.`,
        { setting },
      );
    }
  }
  if (names.length === 0) throw new DomainError('invalid-input', `A blend needs at least one model in ${setting}.`, { setting });
  return names;
}

/** Settings of parts stand among those of the blend as `part.setting`. */
export const partDefaults = (names: readonly string[]): Hyperparameters =>
  Object.fromEntries(
    names.flatMap((name) =>
      Object.entries(partDefinitions[name].defaults).flatMap(([setting, value]) =>
        setting in stepSettings ? [] : [[`${name}.${setting}`, value]],
      ),
    ),
  );

const settingsOf = (name: string, hyperparameters: Hyperparameters): Hyperparameters =>
  Object.fromEntries(
    Object.entries(partDefinitions[name].defaults).map(([setting, value]) => [setting, hyperparameters[`${name}.${setting}`] ?? value]),
  );

/** Fits one part after the other, from stage `firstStage` on; a blend reports no curve. */
export async function fitParts(
  names: readonly string[],
  data: TrainingData,
  hyperparameters: Hyperparameters,
  { rng, runtime, logger, reportProgress, signal, clock }: FitContext,
  { round, stages, firstStage }: { readonly round: string; readonly stages: Stages; readonly firstStage: number },
): Promise<Parts> {
  const parts = new Map<string, FittedRecommender>();
  for (const [at, name] of names.entries()) {
    const definition = partDefinitions[name];
    const settings = settingsOf(name, hyperparameters);
    const context: FitContext = {
      rng: rng.fork(`${round} ${name}`),
      runtime,
      logger,
      reportProgress: (progress) => reportProgress({ ...progress, phase: `${round}: ${name}` }),
      ...(signal === undefined ? {} : { signal }),
      ...(clock === undefined ? {} : { clock }),
    };
    const part = await stages.run({
      index: firstStage + at,
      fit: (checkpoints) => definition.fit(data, settings, { ...context, ...(checkpoints === undefined ? {} : { checkpoints }) }),
      tensors: (fitted) => fitted.tensors(),
      load: (tensors) => definition.load(data.matrix.numColumns, settings, tensors),
    });
    parts.set(name, part);
  }
  return parts;
}

export const partTensors = (parts: Parts): Record<string, Tensor> =>
  Object.fromEntries(
    [...parts].flatMap(([name, part]) => Object.entries(part.tensors()).map(([tensor, value]) => [`${name}/${tensor}`, value])),
  );

/** @throws DomainError 'model-invalid' */
export function loadParts(names: readonly string[], numItems: number, hyperparameters: Hyperparameters, tensors: ModelTensors): Parts {
  return new Map(
    names.map((name) => {
      const own = Object.entries(tensors).flatMap(([path, tensor]) =>
        path.startsWith(`${name}/`) ? [[path.slice(name.length + 1), tensor] as const] : [],
      );
      return [name, partDefinitions[name].load(numItems, settingsOf(name, hyperparameters), Object.fromEntries(own))];
    }),
  );
}
