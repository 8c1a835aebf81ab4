import { type ExplicitItems, type ExplicitPerson, type ExplicitRegularization, foldInExplicit } from '../als/factorModel.ts';
import { float32, floatData, type ModelTensors } from '../modelTensors.ts';
import { explicitFactors, loadExplicitItems } from '../als/explicitFactors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FittedRecommender, Hyperparameters, Person } from '../recommender.ts';

/** The film side of SVD++: q and b, and y [numItems, factors], what having rated a film at all says of a person. */
export interface SvdppItems extends ExplicitItems {
  readonly implicitFactors: Float32Array;
}

/** |N|^(-1/2) sum of y over the person's films [factors]; zero for no films. */
function implicitTaste({ factors: k, implicitFactors }: SvdppItems, { itemIndices }: Person): Float64Array {
  const taste = new Float64Array(k);
  for (const item of itemIndices) for (let f = 0; f < k; f++) taste[f]! += implicitFactors[item * k + f]!;
  const norm = itemIndices.length === 0 ? 0 : 1 / Math.sqrt(itemIndices.length);
  return taste.map((sum) => sum * norm);
}

/** What a person's films say is computed, what their ratings say beyond that (p_u, b_u) is solved for exactly with the films held. */
function foldInSvdpp(items: SvdppItems, person: Person, regularization: ExplicitRegularization): ExplicitPerson {
  const { factors: k, itemFactors } = items;
  const taste = implicitTaste(items, person);
  const residuals = person.ratings.map((rating, i) => {
    const start = person.itemIndices[i]! * k;
    let said = 0;
    for (let f = 0; f < k; f++) said += taste[f]! * itemFactors[start + f]!;
    return rating - said;
  });
  const { factors, bias } = foldInExplicit(items, { ...person, ratings: residuals }, regularization);
  return { factors: factors.map((own, f) => own + taste[f]!), bias };
}

export function svdppFactors(
  items: SvdppItems,
  regularization: ExplicitRegularization,
  hyperparameters: Hyperparameters,
): FittedRecommender {
  const explicit = explicitFactors('svdpp', items, regularization, hyperparameters);
  return {
    ...explicit,
    foldIn(person) {
      checkPerson(person, items.numItems);
      return { person, state: foldInSvdpp(items, person, regularization) };
    },
    tensors: () => ({ ...explicit.tensors(), implicitFactors: float32(items.implicitFactors, [items.numItems, items.factors]) }),
  };
}

/** @throws DomainError 'model-invalid' */
export function loadSvdppItems(numItems: number, hyperparameters: Hyperparameters, tensors: ModelTensors): SvdppItems {
  const items = loadExplicitItems(numItems, hyperparameters, tensors);
  return { ...items, implicitFactors: floatData(tensors, 'implicitFactors', [numItems, items.factors]) };
}
