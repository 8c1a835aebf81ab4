import { invariant } from '../../base/assertions.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { GibbsProblem, GibbsState, Sweep } from './gibbsSweep.ts';
import type { Posterior } from './posterior.ts';
import type { FeatureRange } from './sideFeatures.ts';

/** Names of the users' groups that a posterior treats apart; all others are profile features. */
export const personGroup = 'person';
export const ratedGroup = 'rated';

/** One kept draw, by part; row-major [rows of the part, width]. */
type Draw = Readonly<Record<string, Float32Array>>;

export interface KeptDraws {
  keep(state: GibbsState, sweep: Sweep): void;
  /** All draws kept so far. */
  posterior(): Posterior;
  readonly count: number;
  /** For checkpoints. */
  tensors(): Record<string, Tensor>;
  restore(tensors: Readonly<Record<string, Tensor>>): void;
}

/** Collects what a posterior needs of each draw: sums over features for films, coefficients of what describes a person. */
export function keptDraws(problem: GibbsProblem): KeptDraws {
  const { factors: k, users, items, pairsWithin, noiseShape } = problem;
  const numItems = items.numEntities;
  const person = users.groups.findIndex(({ name }) => name === personGroup);
  invariant(person >= 0, 'the users have no group of their own');
  const rated = users.groups.find(({ name }) => name === ratedGroup) ?? null;
  const profile = users.groups.filter(({ name }) => name !== personGroup && name !== ratedGroup);
  const draws: Draw[] = [];

  /** Rows of the given features, factors side by side. */
  function factorRows(table: Float32Array, ranges: readonly FeatureRange[]): Float32Array {
    const features = ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
    const rows = new Float32Array(features.length * k);
    features.forEach((feature, row) => {
      for (let f = 0; f < k; f++) rows[row * k + f] = table[f * users.numFeatures + feature];
    });
    return rows;
  }

  const weightRows = (weights: Float32Array, ranges: readonly FeatureRange[]): Float32Array =>
    Float32Array.from(ranges.flatMap(({ from, to }) => Array.from(weights.subarray(from, to))));

  function itemRows({ weights, factors: table }: GibbsState['items']): { itemFactors: Float32Array; itemOffsets: Float32Array } {
    const { numFeatures, offsets: starts, entities, values } = items;
    const itemFactors = new Float32Array(numItems * k);
    const itemOffsets = new Float32Array(numItems);
    for (let f = 0; f < numFeatures; f++) {
      for (let at = starts[f]; at < starts[f + 1]; at++) {
        const item = entities[at];
        itemOffsets[item] += values[at] * weights[f];
        for (let dim = 0; dim < k; dim++) {
          const step = values[at] * table[dim * numFeatures + f];
          if (pairsWithin) itemOffsets[item] += step * itemFactors[item * k + dim];
          itemFactors[item * k + dim] += step;
        }
      }
    }
    return { itemFactors, itemOffsets };
  }

  return {
    get count() {
      return draws.length;
    },
    keep(state, { precision, userPriors }) {
      const own = [...userPriors.factors.map((groups) => groups[person]), userPriors.weights[person]];
      draws.push({
        ...itemRows(state.items),
        ...(noiseShape > 0 ? { itemNoise: state.items.noise.slice() } : {}),
        ...(rated === null
          ? {}
          : { ratedFactors: factorRows(state.users.factors, [rated]), ratedWeights: weightRows(state.users.weights, [rated]) }),
        profileFactors: factorRows(state.users.factors, profile),
        profileWeights: weightRows(state.users.weights, profile),
        priorMeans: Float32Array.from(own, ({ mean }) => mean),
        priorPrecisions: Float32Array.from(own, (prior) => prior.precision),
        globals: Float32Array.of(state.intercept[0], precision),
      });
    },
    posterior() {
      invariant(draws.length > 0, 'no draw was kept');
      const samples = draws.length;
      const part = (name: string, width: number) => sideBySide(draws, name, width);
      const hasRated = rated !== null;
      return {
        numItems,
        samples,
        factors: k,
        pairsWithin,
        noiseShape,
        itemFactors: part('itemFactors', k),
        itemOffsets: part('itemOffsets', 1),
        itemNoise: noiseShape > 0 ? part('itemNoise', 1) : null,
        ratedFactors: hasRated ? part('ratedFactors', k) : null,
        ratedWeights: hasRated ? part('ratedWeights', 1) : null,
        profileFactors: part('profileFactors', k),
        profileWeights: part('profileWeights', 1),
        priorMeans: part('priorMeans', k + 1),
        priorPrecisions: part('priorPrecisions', k + 1),
        globals: part('globals', 2),
      };
    },
    tensors: () =>
      Object.fromEntries(
        draws.flatMap((draw, s) =>
          Object.entries(draw).map(([name, data]): [string, Tensor] => [
            `kept/${s}/${name}`,
            { dtype: 'float32', shape: [data.length], data },
          ]),
        ),
      ),
    restore(tensors) {
      draws.length = 0;
      for (const [path, { data }] of Object.entries(tensors)) {
        const [kind, s, name] = path.split('/');
        if (kind === 'kept') draws[Number(s)] = { ...draws[Number(s)], [name!]: data as Float32Array };
      }
    },
  };
}

/** [rows, draws, width] from draws of [rows, width]. */
function sideBySide(draws: readonly Draw[], name: string, width: number): Float32Array {
  const rows = draws[0][name].length / width;
  const result = new Float32Array(rows * draws.length * width);
  draws.forEach((draw, s) => {
    for (let row = 0; row < rows; row++) result.set(draw[name].subarray(row * width, (row + 1) * width), (row * draws.length + s) * width);
  });
  return result;
}
