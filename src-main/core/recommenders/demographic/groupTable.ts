import type { Tensor } from '../../engine/tensor.ts';
import { float32, floatData, int32, type ModelTensors, tensorData } from '../modelTensors.ts';
import { decodeGroups, encodeGroups, type Group } from './groups.ts';

export interface GroupTable {
  /** Group 0 is everybody. */
  readonly groups: readonly Group[];
  /** [numGroups] people */
  readonly sizes: Int32Array;
  /** [numGroups, numItems] ratings; 0 where a group gave too few to count. */
  readonly counts: Float32Array;
  /** [numGroups, numItems] plain mean, 0 without ratings */
  readonly means: Float32Array;
  readonly overallMean: number;
}

/** Everybody's row is stored whole, the groups' rows only over the films that any group rated. */
export function tableTensors({ groups, sizes, counts, means, overallMean }: GroupTable): Record<string, Tensor> {
  const numItems = counts.length / groups.length;
  const numGroups = groups.length - 1;
  const films = Int32Array.from(Array(numItems).keys()).filter((item) => {
    for (let g = 1; g <= numGroups; g++) if (counts[g * numItems + item] > 0) return true;
    return false;
  });
  const packed = (cells: Float32Array) =>
    float32(
      Float32Array.from(
        { length: numGroups * films.length },
        (_, at) => cells[(1 + Math.floor(at / films.length)) * numItems + films[at % films.length]],
      ),
      [numGroups, films.length],
    );
  return {
    groupCodes: int32(encodeGroups(groups), [groups.length, 3]),
    groupSizes: int32(sizes),
    counts: float32(counts.slice(0, numItems)),
    means: float32(means.slice(0, numItems)),
    groupFilms: int32(films),
    groupCounts: packed(counts),
    groupMeans: packed(means),
    overallMean: float32(Float32Array.of(overallMean)),
  };
}

/** @throws DomainError 'model-invalid' */
export function loadTable(numItems: number, tensors: ModelTensors): GroupTable {
  const groups = decodeGroups(tensorData(tensors, 'groupCodes', 'int32', [null, 3]));
  const films = tensorData(tensors, 'groupFilms', 'int32', [null]);
  const unpacked = (everybody: string, ofGroups: string) => {
    const cells = new Float32Array(groups.length * numItems);
    cells.set(floatData(tensors, everybody, [numItems]));
    const packed = floatData(tensors, ofGroups, [groups.length - 1, films.length]);
    for (let at = 0; at < packed.length; at++)
      cells[(1 + Math.floor(at / films.length)) * numItems + films[at % films.length]] = packed[at];
    return cells;
  };
  return {
    groups,
    sizes: tensorData(tensors, 'groupSizes', 'int32', [groups.length]),
    counts: unpacked('counts', 'groupCounts'),
    means: unpacked('means', 'groupMeans'),
    overallMean: floatData(tensors, 'overallMean', [1])[0],
  };
}
