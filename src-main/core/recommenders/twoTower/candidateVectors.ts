import { graph, input } from '../../engine/graph.ts';
import { boundScope } from '../../engine/parameters.ts';
import { reshape } from '../../engine/ops.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { TensorRuntime } from '../../engine/tensorRuntime.ts';
import { itemStatistics } from '../itemStatistics.ts';
import { float32, type ModelTensors } from '../modelTensors.ts';
import type { TrainingData } from '../recommender.ts';
import { candidateTower, filmTables, wholeContent } from './candidateTower.ts';
import type { FilmInput } from './filmInputs.ts';
import type { TowerSettings } from './settings.ts';

/**
 * `vectors` [films, d] and `biases` [films] of the whole catalogue by the trained candidate tower. A film that nobody rated in training
 * has nothing of its own, and is what its content says.
 */
export async function candidateVectors(
  runtime: TensorRuntime,
  { embedSize, layers }: TowerSettings,
  data: Pick<TrainingData, 'matrix'>,
  inputs: readonly FilmInput[],
  parameters: ModelTensors,
): Promise<{ readonly vectors: Tensor; readonly biases: Tensor }> {
  const numItems = data.matrix.numColumns;
  const known = itemStatistics(data.matrix).counts.map((count) => (count > 0 ? 1 : 0));
  const own = Object.entries(parameters).filter(([name]) => name.startsWith('candidate.'));
  const parameterInputs = new Map(own.map(([name, { dtype, shape }]) => [name, input(name, dtype, shape)]));
  const isKnown = input('isKnown', 'float32', [numItems, 1]);
  const { scope } = boundScope(parameterInputs);
  const candidate = scope.within('candidate');
  const films = candidateTower(
    candidate,
    { ...filmTables(candidate, numItems, embedSize), isKnown, content: wholeContent(inputs) },
    { embedSize, layers },
  );
  const compiled = await runtime.compile(
    graph('candidate-tower', [...parameterInputs.values(), isKnown], { vectors: films.vectors, biases: reshape(films.biases, [numItems]) }),
  );
  try {
    const { vectors, biases } = await compiled.run({ ...Object.fromEntries(own), isKnown: float32(known, [numItems, 1]) });
    return { vectors: vectors!, biases: biases! };
  } finally {
    await compiled.dispose();
  }
}
