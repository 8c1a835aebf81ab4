import type { Rng } from '../../base/rng.ts';
import type { TensorType } from '../../engine/graph.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { type Caption, DECADES, FIRST_DECADE, GENRES } from './captions.ts';
import type { TextTable } from './textTable.ts';

/** Word pieces of a caption that a denoiser reads. */
export const MOST_PIECES = 24;

/** The inputs that tell a denoiser what to paint, for a batch of n. All zeros is "anything". */
export const conditionTypes = (n: number, wordWidth: number): Record<string, TensorType> => ({
  genres: { dtype: 'float32', shape: [n, GENRES.length] },
  decade: { dtype: 'float32', shape: [n, DECADES] },
  pieces: { dtype: 'float32', shape: [n, MOST_PIECES, wordWidth] },
  /** 1 where a piece stands, 0 where the caption is over. */
  isPiece: { dtype: 'float32', shape: [n, MOST_PIECES] },
});

/** Shares of training examples that lose one part of their caption, or all of it (Ho and Salimans 2022, section 3). */
export const DROPS = { part: 0.15, everything: 0.1 } as const;

const genreIndex = new Map<string, number>(GENRES.map((genre, i) => [genre.toLowerCase(), i]));

/** @returns tensors by the names of `conditionTypes`; unknown genres and decades count as not given */
export function encodeConditions(captions: readonly Caption[], table: TextTable): Record<string, Tensor> {
  const n = captions.length;
  const genres = new Float32Array(n * GENRES.length);
  const decade = new Float32Array(n * DECADES);
  const pieces = new Float32Array(n * MOST_PIECES * table.width);
  const isPiece = new Float32Array(n * MOST_PIECES);
  captions.forEach((caption, row) => {
    for (const genre of caption.genres) {
      const index = genreIndex.get(genre.toLowerCase());
      if (index !== undefined) genres[row * GENRES.length + index] = 1;
    }
    const step = caption.decade === null ? -1 : (caption.decade - FIRST_DECADE) / 10;
    if (Number.isInteger(step) && step >= 0 && step < DECADES) decade[row * DECADES + step] = 1;
    table.pieces.encode(caption.text, MOST_PIECES).forEach((id, place) => {
      const at = row * MOST_PIECES + place;
      isPiece[at] = 1;
      table.copyRow(id, pieces, at * table.width);
    });
  });
  const tensor = (shape: readonly number[], data: Float32Array): Tensor => ({ dtype: 'float32', shape: [n, ...shape], data });
  return {
    genres: tensor([GENRES.length], genres),
    decade: tensor([DECADES], decade),
    pieces: tensor([MOST_PIECES, table.width], pieces),
    isPiece: tensor([MOST_PIECES], isPiece),
  };
}

/** A caption as training shows it: parts dropped at random, and a random stretch of its words, so that short prompts are at home too. */
export function thinnedCaption(caption: Caption, rng: Rng): Caption {
  const [all, genres, decade, text, share, from] = Array.from({ length: 6 }, () => rng.uniform()) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (all < DROPS.everything) return { genres: [], decade: null, text: '' };
  const list = caption.text.split(' ');
  const kept = Math.max(1, Math.ceil(share * list.length));
  const start = Math.floor(from * (list.length - kept + 1));
  return {
    genres: genres < DROPS.part ? [] : caption.genres,
    decade: decade < DROPS.part ? null : caption.decade,
    text: text < DROPS.part ? '' : list.slice(start, start + kept).join(' '),
  };
}
