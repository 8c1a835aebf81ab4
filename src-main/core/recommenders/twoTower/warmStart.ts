import { DomainError } from '../../base/errors.ts';
import type { Rng } from '../../base/rng.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { TrainingStep } from '../../engine/trainingStep.ts';
import { floatData, type ModelTensors, tensorData } from '../modelTensors.ts';
import type { FilmFacts } from '../../data/interactions.ts';

/** Tables with a row a film. */
const filmTables: ReadonlySet<string> = new Set(['query.history.table', 'candidate.film.table', 'candidate.film.bias']);

/**
 * The step with first parameters from a trained model. Rows of films go to where the films stand now; films that the model did not
 * know, and kinds of content that it did not read, begin at random; moments of the optimizer begin at zero.
 * @throws DomainError 'invalid-input' where a size differs, 'model-invalid' where the model is damaged
 */
export function warmStarted(step: TrainingStep, startFrom: ModelTensors, films: readonly FilmFacts[]): TrainingStep {
  const rowOf = new Map(Array.from(tensorData(startFrom, 'itemIds', 'int32', [null]), (id, row) => [id, row]));
  const initialState = (rng: Rng): Record<string, Tensor> => {
    const state = step.initialState(rng);
    for (const { name, shape } of step.parameters) {
      // Rows of people belong to other data.
      if (startFrom[name] === undefined || name === 'person.table') continue;
      const known = floatData(startFrom, name, [...startFrom[name].shape]);
      const fresh = (state[`parameter/${name}`]!.data as Float32Array).slice();
      if (filmTables.has(name)) {
        const width = shape[1]!;
        if (startFrom[name].shape[1] !== width) throw otherSize(name);
        films.forEach(({ id }, film) => {
          const row = rowOf.get(id);
          if (row !== undefined) fresh.set(known.subarray(row * width, (row + 1) * width), film * width);
        });
      } else {
        if (startFrom[name].shape.join() !== shape.join()) throw otherSize(name);
        fresh.set(known);
      }
      for (const kind of ['parameter', 'ema']) {
        if (`${kind}/${name}` in state) state[`${kind}/${name}`] = { dtype: 'float32', shape, data: fresh.slice() };
      }
    }
    return state;
  };
  return { ...step, initialState };
}

const otherSize = (name: string): DomainError =>
  new DomainError(
    'invalid-input',
    `The training cannot go on from this model: its part "${name}" has another size. Keep embedSize, layers, blocks and historyLength as they were, or train anew.`,
    { tensor: name },
  );
