import { constant, type Graph, graph, input, type Value } from '../../engine/graph.ts';
import { writeOnnx } from '../../engine/onnx/writer.ts';
import { matMul, mul, reshape } from '../../engine/ops.ts';
import { boundScope } from '../../engine/parameters.ts';
import { float32, floatData, type ModelTensors } from '../modelTensors.ts';
import type { Hyperparameters } from '../recommender.ts';
import { candidateTower, filmTables } from './candidateTower.ts';
import { filmInputNames } from './filmInputs.ts';
import { PROFILE_SIZE } from './profileInputs.ts';
import { queryTower } from './queryTower.ts';
import { sequenceEncoder } from './sequenceEncoder.ts';
import { towerSettings } from './settings.ts';

/** Both towers as graphs whose parameters are constants. */
export interface Towers {
  /**
   * Summed histories: `history` [1, films] weights of length 1 (historyWeights.ts) and `profile` [1, PROFILE_SIZE] to `query` [1, d].
   * Attention: `films` [1, L, d] (rows of `vectors`), `ratings` [1, L, 1] from -1 to 1 and `profile` to `query` [1, L + 1, d]; place t
   * is the query after t films.
   */
  readonly query: Graph;
  /**
   * `isKnown` [films, 1] and what is known of the films by kind ([films, size], filmInputs.ts) to `vectors` [films, d] and `biases`
   * [films].
   */
  readonly candidate: Graph;
}

/**
 * @param tensors of a fitted two-tower model. A score is query . vector + bias, over the model's temperature of no account for the
 * order.
 */
export function towersOf(numItems: number, hyperparameters: Hyperparameters, tensors: ModelTensors): Towers {
  const settings = towerSettings(hyperparameters);
  const { embedSize: size } = settings;
  // Models that ship keep tables at half precision; graphs are float32.
  const whole: ModelTensors = Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      tensor.dtype === 'float16' ? float32(floatData(tensors, name, [...tensor.shape]), tensor.shape) : tensor,
    ]),
  );
  const { scope } = boundScope(new Map(Object.entries(whole).map(([name, tensor]) => [name, constant(tensor)])));

  const profile = settings.demographics ? input('profile', 'float32', [1, PROFILE_SIZE]) : undefined;
  const profiles = profile === undefined ? [] : [profile];
  const query = scope.within('query');
  const inputs: Value[] = [];
  let queries: Value;
  if (settings.pooling === 'attention') {
    const films = input('films', 'float32', [1, settings.historyLength, size]);
    const ratings = input('ratings', 'float32', [1, settings.historyLength, 1]);
    inputs.push(films, ratings);
    queries = sequenceEncoder(query, { films, ratings, profile }, settings);
  } else {
    const history = input('history', 'float32', [1, numItems]);
    inputs.push(history);
    const pooled = matMul(history, constant(whole['query.history.table']!));
    queries = queryTower(query, { pooled: settings.history ? pooled : mul(pooled, 0), profile }, settings);
  }

  const isKnown = input('isKnown', 'float32', [numItems, 1]);
  const content = new Map(
    filmInputNames.flatMap((name) => {
      const weight = tensors[`candidate.${name}.weight`];
      return weight === undefined ? [] : [[name, input(name, 'float32', [numItems, weight.shape[0]!])] as const];
    }),
  );
  const candidate = scope.within('candidate');
  const films = candidateTower(
    candidate,
    { ...filmTables(candidate, numItems, size), isKnown, content },
    { embedSize: size, layers: settings.layers },
  );
  return {
    query: graph('query-tower', [...inputs, ...profiles], { query: queries }),
    candidate: graph('candidate-tower', [isKnown, ...content.values()], {
      vectors: films.vectors,
      biases: reshape(films.biases, [numItems]),
    }),
  };
}

/** The same as the bytes of two ONNX files. */
export function exportTowers(
  numItems: number,
  hyperparameters: Hyperparameters,
  tensors: ModelTensors,
): { readonly query: Uint8Array; readonly candidate: Uint8Array } {
  const { query, candidate } = towersOf(numItems, hyperparameters, tensors);
  return { query: writeOnnx(query), candidate: writeOnnx(candidate) };
}
