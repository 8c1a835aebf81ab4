import type { RatingScale } from '../../data/interactions.ts';
import { floatData, type ModelTensors } from '../modelTensors.ts';
import type { Person } from '../recommender.ts';
import { historyWeight, orderedHistory, weightingFor } from './historyWeights.ts';
import { profilePlaces, PROFILE_SIZE } from './profileInputs.ts';
import type { TowerSettings } from './settings.ts';

/** A person's query vector, at once. */
export type QueryOf = (person: Person) => Float64Array;

/**
 * The query tower over summed histories without the runtime, so that a list follows a rating within milliseconds; the graph is
 * queryTower's.
 */
export function sumQuery(settings: TowerSettings, scale: RatingScale, numItems: number, tensors: ModelTensors): QueryOf {
  const { embedSize: size, layers } = settings;
  const weighting = weightingFor(settings, scale);
  const matrix = (name: string, rows: number | null, columns: number | null = size) => floatData(tensors, name, [rows, columns]);
  const vector = (name: string) => floatData(tensors, name, [size]);
  const table = matrix('query.history.table', numItems);
  const bias = vector('query.bias');
  const profile = settings.demographics ? matrix('query.profile', PROFILE_SIZE) : null;
  const own = settings.userId ? matrix('person.table', null) : null;
  const hiddenLayers = Array.from({ length: layers }, (_, layer) => ({
    weight: matrix(`query.layer${layer}.weight`, size),
    bias: vector(`query.layer${layer}.bias`),
  }));

  return ({ itemIndices, ratings, timestamps, demographics, userIndex }) => {
    const hidden = Float64Array.from(bias);
    if (settings.history && itemIndices.length > 0) {
      const history = orderedHistory(itemIndices, ratings, timestamps);
      const count = history.items.length;
      const weights = Float64Array.from(history.ratings, (rating, at) => historyWeight(weighting, rating, count - 1 - at));
      const length = Math.hypot(...weights);
      if (length > 0) history.items.forEach((item, at) => addRow(hidden, table, item, weights[at]! / length));
    }
    if (profile !== null) for (const place of profilePlaces(demographics)) addRow(hidden, profile, place, 1);
    if (own !== null && userIndex !== null && userIndex < own.length / size) addRow(hidden, own, userIndex, 1);
    let query: Float64Array = hidden.map(Math.tanh);
    for (const { weight, bias: shift } of hiddenLayers) {
      const next = Float64Array.from(query, (value, i) => value + shift[i]!);
      query.forEach((value, i) => addRow(next, weight, i, gelu(value)));
      query = next;
    }
    return query;
  };
}

function addRow(sum: Float64Array, table: Float32Array, row: number, factor: number): void {
  const from = row * sum.length;
  for (let i = 0; i < sum.length; i++) sum[i]! += factor * table[from + i]!;
}

/** x Phi(x) by the error function of Abramowitz and Stegun 7.1.26, within 1.5e-7. */
export function gelu(x: number): number {
  const z = Math.abs(x) * Math.SQRT1_2;
  const t = 1 / (1 + 0.3275911 * z);
  const tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-z * z);
  return 0.5 * x * (1 + Math.sign(x) * (1 - tail));
}
