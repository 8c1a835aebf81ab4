import type { Rng } from '../../src-main/core/base/rng.ts';

/** Bytes in pieces of 1 to `longest`, cut at random places: parsers must not depend on where a read ends. */
export async function* inPieces(bytes: Uint8Array, rng: Rng, longest: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; ) {
    const length = 1 + rng.integer(longest);
    yield bytes.subarray(from, from + length);
    from += length;
  }
}

export async function* oneChunk(text: string, encoding: BufferEncoding = 'utf8'): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, encoding);
}
