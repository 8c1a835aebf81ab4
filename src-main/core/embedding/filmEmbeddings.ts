import type { FilmFeatures, FilmVectors } from '../data/filmFeatures.ts';
import { filmVectors } from '../data/filmFeatures.ts';
import { DomainError } from '../base/errors.ts';
import { quantizeRows } from '../engine/onnx/modelRewrite.ts';
import type { Tensor } from '../engine/tensor.ts';

/** Vectors of films by id, as they ship: one row of int8 and one scale a film. */
export interface FilmEmbeddings {
  readonly encoder: string;
  readonly size: number;
  readonly filmIds: Int32Array;
  /** [films, size]; a value is `values * scale` of its film. */
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

type Kind = 'text' | 'poster';

/** @param vectors of the films `filmIds`, those without a vector are left out */
export function quantizeVectors({ encoder, size, values, isPresent }: FilmVectors, filmIds: Int32Array): FilmEmbeddings {
  const films = Array.from(filmIds.keys()).filter((film) => isPresent[film] === 1);
  const rows = new Float32Array(films.length * size);
  films.forEach((film, row) => rows.set(values.subarray(film * size, (film + 1) * size), row * size));
  const { data, scales } = quantizeRows(rows, films.length);
  return { encoder, size, filmIds: Int32Array.from(films, (film) => filmIds[film]!), values: data, scales };
}

/** Unit vectors of these films, those that are known. @returns undefined where none is */
export function vectorsOfFilms({ encoder, size, filmIds, values }: FilmEmbeddings, wanted: ArrayLike<number>): FilmVectors | undefined {
  const rowOf = new Map(Array.from(filmIds, (id, row) => [id, row]));
  return filmVectors(
    encoder,
    Array.from(wanted, (id) => {
      const row = rowOf.get(id);
      // Scales cancel in a unit vector.
      return row === undefined ? null : unit(Float32Array.from(values.subarray(row * size, (row + 1) * size)));
    }),
  );
}

/** A vector scaled to length 1; zeros stay. */
export function unit(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return norm === 0 ? vector : vector.map((value) => value / norm);
}

/** Missing vectors are taken from the other, where both were made by one encoder. */
export function filledVectors(own: FilmVectors | undefined, other: FilmVectors | undefined): FilmVectors | undefined {
  if (own === undefined || other === undefined) return own ?? other;
  if (own.encoder !== other.encoder || own.size !== other.size) return own;
  const values = own.values.slice();
  const isPresent = own.isPresent.slice();
  for (let film = 0; film < isPresent.length; film++) {
    if (isPresent[film] === 1 || other.isPresent[film] !== 1) continue;
    values.set(other.values.subarray(film * own.size, (film + 1) * own.size), film * own.size);
    isPresent[film] = 1;
  }
  return { ...own, values, isPresent };
}

/** Features with the vectors of plots and posters that `embeddings` adds. */
export function withVectors(
  features: FilmFeatures | undefined,
  vectors: Readonly<Partial<Record<Kind, FilmVectors | undefined>>>,
): FilmFeatures {
  const text = filledVectors(features?.text, vectors.text);
  const poster = filledVectors(features?.poster, vectors.poster);
  return { ...features, ...(text === undefined ? {} : { text }), ...(poster === undefined ? {} : { poster }) };
}

/** Tensors of a model folder: `KIND.filmIds`, `KIND.values`, `KIND.scales`. */
export function embeddingTensors(kind: Kind, { size, filmIds, values, scales }: FilmEmbeddings): Record<string, Tensor> {
  const films = filmIds.length;
  return {
    [`${kind}.filmIds`]: { dtype: 'int32', shape: [films], data: filmIds },
    [`${kind}.values`]: { dtype: 'int8', shape: [films, size], data: values },
    [`${kind}.scales`]: { dtype: 'float32', shape: [films], data: scales },
  };
}

/** @returns undefined where the folder holds none of this kind @throws DomainError 'model-invalid' */
export function embeddingsOfTensors(kind: Kind, encoder: string, tensors: Readonly<Record<string, Tensor>>): FilmEmbeddings | undefined {
  const [ids, values, scales] = ['filmIds', 'values', 'scales'].map((part) => tensors[`${kind}.${part}`]);
  if (ids === undefined && values === undefined) return undefined;
  const films = ids?.shape[0];
  const fits =
    ids?.dtype === 'int32' &&
    values?.dtype === 'int8' &&
    scales?.dtype === 'float32' &&
    values.shape.length === 2 &&
    values.shape[0] === films &&
    scales.shape[0] === films;
  if (!fits)
    throw new DomainError(
      'model-invalid',
      `The embeddings of films cannot be used: their part "${kind}" is damaged. Install Marquee again.`,
      { kind },
    );
  return { encoder, size: values.shape[1]!, filmIds: ids.data, values: values.data, scales: scales.data };
}
