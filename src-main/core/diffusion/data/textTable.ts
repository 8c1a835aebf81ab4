import { DomainError } from '../../base/errors.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { createWordPieces, type WordPieces } from './wordPieces.ts';

/**
 * A vector for every word piece: MiniLM's input table on its leading principal components, so that a word that no caption of the
 * training data used lies near words that some did. It is given, not trained; what the denoiser makes of it is.
 */
export interface TextTable {
  readonly pieces: WordPieces;
  /** Numbers a piece. */
  readonly width: number;
  /** Writes the vector of piece `id` to `into` at `offset`. */
  copyRow(id: number, into: Float32Array, offset: number): void;
}

/**
 * @param tensors `table` int8 [pieces, width], `scales` float32 [pieces] (row = table row times scale), `vocabulary` uint8 (UTF-8 lines)
 * @throws DomainError 'model-invalid'
 */
export function textTableOf(tensors: Readonly<Record<string, Tensor>>): TextTable {
  const { table, scales, vocabulary } = tensors;
  if (table?.dtype !== 'int8' || scales?.dtype !== 'float32' || vocabulary?.dtype !== 'uint8' || table.shape.length !== 2)
    throw new DomainError('model-invalid', 'The table of word pieces is damaged; install Marquee again.');
  const lines = new TextDecoder().decode(vocabulary.data).split('\n');
  const [rows, width] = table.shape as readonly [number, number];
  if (lines.length !== rows || scales.data.length !== rows)
    throw new DomainError('model-invalid', 'The table of word pieces does not fit its vocabulary; install Marquee again.');
  return {
    pieces: createWordPieces(lines),
    width,
    copyRow(id, into, offset) {
      for (let i = 0; i < width; i++) into[offset + i] = table.data[id * width + i]! * scales.data[id]!;
    },
  };
}
