/** Two-way map between external ids and dense indices, in order of first sight (the term is LensKit's). */
export interface Vocabulary {
  readonly size: number;
  /** id of each index. */
  readonly ids: Int32Array;
  /** Index of an id, or -1. */
  indexOf(id: number): number;
}

export function createVocabulary(ids: Int32Array): Vocabulary {
  const indices = new Map<number, number>();
  for (let index = 0; index < ids.length; index++) indices.set(ids[index]!, index);
  if (indices.size !== ids.length) throw new Error(`internal: ${ids.length - indices.size} ids stand twice in a vocabulary`);
  return { size: ids.length, ids, indexOf: (id) => indices.get(id) ?? -1 };
}
