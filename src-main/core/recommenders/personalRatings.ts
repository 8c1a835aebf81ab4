import { DomainError } from '../base/errors.ts';
import type { Person } from './recommender.ts';

/** @throws DomainError 'invalid-input' when a person's items do not belong to this model or a rating is not a number. */
export function checkPerson(person: Person, numItems: number): void {
  const { itemIndices, ratings } = person;
  if (itemIndices.length !== ratings.length)
    throw new DomainError('invalid-input', `${itemIndices.length} films came with ${ratings.length} ratings; each film needs one.`);
  for (let i = 0; i < itemIndices.length; i++) {
    if (!(itemIndices[i] >= 0 && itemIndices[i] < numItems) || !Number.isFinite(ratings[i])) {
      throw new DomainError(
        'invalid-input',
        `Film index ${itemIndices[i]} with rating ${ratings[i]} cannot be used: the model knows ${numItems} films.`,
      );
    }
  }
}

/** The person without one rating; what is left was never a row of the training data. */
export function withoutRating(person: Person, itemIndex: number): Person {
  const keep = Array.from(person.itemIndices.keys()).filter((at) => person.itemIndices[at] !== itemIndex);
  return {
    itemIndices: Int32Array.from(keep, (at) => person.itemIndices[at]),
    ratings: Float32Array.from(keep, (at) => person.ratings[at]),
    demographics: person.demographics,
    userIndex: null,
  };
}
