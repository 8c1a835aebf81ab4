import { type ModelTensors, float32, floatData, int32, tensorData } from '../modelTensors.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { DomainError } from '../../base/errors.ts';

/** For each film its nearest films, nearest first: film i's stand at offsets[i] .. offsets[i + 1). Similarities are positive. */
export interface NeighbourLists {
  readonly numItems: number;
  /** [numItems + 1] */
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  readonly similarities: Float32Array;
}

/** The same pairs by neighbour: for each film, the films whose list it stands in. Within a film ascending by index. */
export function byNeighbour({ numItems, offsets, neighbours, similarities }: NeighbourLists): NeighbourLists {
  const starts = new Int32Array(numItems + 1);
  for (const neighbour of neighbours) starts[neighbour + 1]++;
  for (let item = 0; item < numItems; item++) starts[item + 1] += starts[item];
  const next = starts.slice(0, numItems);
  const items = new Int32Array(neighbours.length);
  const values = new Float32Array(neighbours.length);
  for (let item = 0; item < numItems; item++) {
    for (let e = offsets[item]; e < offsets[item + 1]; e++) {
      const at = next[neighbours[e]]++;
      items[at] = item;
      values[at] = similarities[e];
    }
  }
  return { numItems, offsets: starts, neighbours: items, similarities: values };
}

/** [numItems] similarity of every film to this one, 0 where it is no neighbour, -Infinity for the film itself. */
export function similarityRow({ numItems, offsets, neighbours, similarities }: NeighbourLists, itemIndex: number): Float32Array {
  const row = new Float32Array(numItems);
  for (let e = offsets[itemIndex]; e < offsets[itemIndex + 1]; e++) row[neighbours[e]] = similarities[e];
  row[itemIndex] = Number.NEGATIVE_INFINITY;
  return row;
}

export const neighbourTensors = (prefix: string, lists: NeighbourLists): Record<string, Tensor> => ({
  [`${prefix}Offsets`]: int32(lists.offsets),
  [`${prefix}Neighbours`]: int32(lists.neighbours),
  [`${prefix}Similarities`]: float32(lists.similarities),
});

/** @throws DomainError 'model-invalid' */
export function loadNeighbours(prefix: string, numItems: number, tensors: ModelTensors): NeighbourLists {
  const offsets = tensorData(tensors, `${prefix}Offsets`, 'int32', [numItems + 1]);
  const neighbours = tensorData(tensors, `${prefix}Neighbours`, 'int32', [null]);
  const similarities = floatData(tensors, `${prefix}Similarities`, [neighbours.length]);
  const ascending = offsets.every((offset, i) => (i === 0 ? offset === 0 : offset >= offsets[i - 1]));
  if (!ascending || offsets[numItems] !== neighbours.length || neighbours.some((index) => index < 0 || index >= numItems)) {
    throw new DomainError(
      'model-invalid',
      `The model file cannot be used: its list "${prefix}" of similar films is damaged. Train the model again.`,
    );
  }
  return { numItems, offsets, neighbours, similarities };
}
