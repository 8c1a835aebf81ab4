/**
 * What describes the users, or the films, of a factorization machine: sparse features in groups, stored by feature. Entity e has the sum of
 * value * factors over its features as its factors (a relation block: Rendle, "Scaling Factorization Machines to Relational Data", VLDB 2013).
 */
export interface SideFeatures {
  readonly numEntities: number;
  readonly numFeatures: number;
  readonly groups: readonly FeatureRange[];
  /** Feature f is had by entities[offsets[f] .. offsets[f + 1]), with these values. */
  readonly offsets: Int32Array;
  readonly entities: Int32Array;
  readonly values: Float32Array;
}

/** Features from..to share a prior. */
export interface FeatureRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** One kind of feature; `describe` names what an entity has of it, by numbers from 0 to size - 1, each at most once. */
export interface FeatureGroup {
  readonly name: string;
  readonly size: number;
  readonly describe: (entity: number, emit: (feature: number, value: number) => void) => void;
}

/** The entity itself: one feature each. */
export const identityGroup = (name: string, size: number): FeatureGroup => ({
  name,
  size,
  describe: (entity, emit) => emit(entity, 1),
});

/**
 * The set of what an entity rated (or was rated by), each 1 / sqrt(size), so that sums over long and short sets vary alike
 * (Koren, "Factorization Meets the Neighborhood", KDD 2008, equation 15).
 */
export const ratedSetGroup = (
  name: string,
  {
    numColumns,
    rowOffsets,
    columnIndices,
  }: { readonly numColumns: number; readonly rowOffsets: Int32Array; readonly columnIndices: Int32Array },
): FeatureGroup => ({
  name,
  size: numColumns,
  describe(entity, emit) {
    const from = rowOffsets[entity];
    const to = rowOffsets[entity + 1];
    const value = 1 / Math.sqrt(Math.max(1, to - from));
    for (let e = from; e < to; e++) emit(columnIndices[e], value);
  },
});

/** Gathers the groups of one side, in the order in which they are sampled. */
export function sideFeatures(numEntities: number, groups: readonly FeatureGroup[]): SideFeatures {
  const ranges: FeatureRange[] = [];
  let numFeatures = 0;
  for (const { name, size } of groups) ranges.push({ name, from: numFeatures, to: (numFeatures += size) });
  const offsets = new Int32Array(numFeatures + 1);
  forEach(numEntities, groups, ranges, (_, feature) => offsets[feature + 1]++);
  for (let f = 0; f < numFeatures; f++) offsets[f + 1] += offsets[f];
  const next = offsets.slice(0, numFeatures);
  const entities = new Int32Array(offsets[numFeatures]);
  const values = new Float32Array(offsets[numFeatures]);
  forEach(numEntities, groups, ranges, (entity, feature, value) => {
    const at = next[feature]++;
    entities[at] = entity;
    values[at] = value;
  });
  return { numEntities, numFeatures, groups: ranges, offsets, entities, values };
}

function forEach(
  numEntities: number,
  groups: readonly FeatureGroup[],
  ranges: readonly FeatureRange[],
  visit: (entity: number, feature: number, value: number) => void,
): void {
  groups.forEach(({ describe }, g) => {
    const { from } = ranges[g];
    for (let entity = 0; entity < numEntities; entity++) describe(entity, (feature, value) => visit(entity, from + feature, value));
  });
}
