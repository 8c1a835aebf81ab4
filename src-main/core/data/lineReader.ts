import { decodeLine } from './textEncoding.ts';

/** Longer lines are no rows of any supported file; they are passed over without being kept in memory. */
export const MAX_LINE_BYTES = 65_536;

export interface Line {
  /** 1-based. */
  readonly number: number;
  /** Without the line end; null where the line was longer than MAX_LINE_BYTES. */
  readonly text: string | null;
}

const LF = 10;
const CR = 13;

/**
 * Splits bytes into decoded lines, a batch for every chunk read. LF and CRLF end a line; a byte order mark at the start is dropped.
 * Holds at most one chunk and MAX_LINE_BYTES, whatever the input.
 */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  let carry = new Uint8Array(0);
  let number = 0;
  let overlong = false;
  let first = true;
  for await (const chunk of bytes) {
    const lines: Line[] = [];
    let from = 0;
    if (first && chunk.length >= 3 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) from = 3;
    if (chunk.length > 0) first = false;
    for (let end = chunk.indexOf(LF, from); end >= 0; end = chunk.indexOf(LF, from)) {
      number++;
      if (overlong || carry.length + end - from > MAX_LINE_BYTES) lines.push({ number, text: null });
      else lines.push({ number, text: lineText(carry, chunk.subarray(from, end)) });
      overlong = false;
      carry = new Uint8Array(0);
      from = end + 1;
    }
    if (overlong || carry.length + chunk.length - from > MAX_LINE_BYTES) {
      overlong = true;
      carry = new Uint8Array(0);
    } else if (from < chunk.length) {
      carry = concat(carry, chunk.subarray(from));
    }
    if (lines.length > 0) yield lines;
  }
  if (overlong) yield [{ number: number + 1, text: null }];
  else if (carry.length > 0) yield [{ number: number + 1, text: lineText(carry, new Uint8Array(0)) }];
}

function lineText(carry: Uint8Array, rest: Uint8Array): string {
  const bytes = carry.length === 0 ? rest : concat(carry, rest);
  return decodeLine(bytes.length > 0 && bytes[bytes.length - 1] === CR ? bytes.subarray(0, -1) : bytes);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a, 0);
  joined.set(b, a.length);
  return joined;
}
