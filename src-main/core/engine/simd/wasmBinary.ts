/**
 * The few pieces of WebAssembly's binary format that a kernel of ours needs (WebAssembly Core Specification 2.0, chapter 5), so that a function of a
 * dozen vector instructions needs neither a compiler nor a binary file.
 */
export type Bytes = readonly number[];

/** Unsigned LEB128 (5.2.2). */
export function unsigned(value: number): Bytes {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** Signed LEB128 (5.2.2). */
function signed(value: number): Bytes {
  const [low, rest] = [value & 127, value >> 7];
  const isLast = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
  return isLast ? [low] : [low | 128, ...signed(rest)];
}

const I32 = 0x7f;
const V128 = 0x7b;
const SIMD = 0xfd;

/** Instructions under their names in the specification's text format (5.4); operands before them on the stack. */
export const instructions = {
  localGet: (local: number): Bytes => [0x20, ...unsigned(local)],
  localSet: (local: number): Bytes => [0x21, ...unsigned(local)],
  i32Const: (value: number): Bytes => [0x41, ...signed(value)],
  i32Add: [0x6a],
  i32Shl: [0x74],
  i32LtU: [0x49],
  f32Add: [0x92],
  f32Store: (offset: number): Bytes => [0x38, 2, ...unsigned(offset)],
  v128Load: [SIMD, 0, 0, 0],
  v128Zero: [SIMD, 12, ...new Array<number>(16).fill(0)],
  f32x4ExtractLane: (lane: number): Bytes => [SIMD, 31, lane],
  f32x4Add: [SIMD, ...unsigned(228)],
  f32x4Mul: [SIMD, ...unsigned(230)],
  /** Runs the body, which leaves an i32 on the stack, until that is 0. */
  loopWhile: (body: Bytes): Bytes => [0x03, 0x40, ...body, 0x0d, 0, 0x0b],
} as const;

const MAGIC_AND_VERSION: Bytes = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

const section = (id: number, content: Bytes): Bytes => [id, ...unsigned(content.length), ...content];

/**
 * A module with one function `run` of `numParameters` i32 and no result, over the memory imported as `host.memory`. Its locals follow the parameters:
 * first `numIntegers` i32, then `numVectors` v128.
 */
export function moduleOfOneFunction({
  numParameters,
  numIntegers,
  numVectors,
  body,
}: {
  numParameters: number;
  numIntegers: number;
  numVectors: number;
  body: Bytes;
}): Uint8Array<ArrayBuffer> {
  const name = (text: string): Bytes => [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
  const code: Bytes = [2, numIntegers, I32, numVectors, V128, ...body, 0x0b];
  return Uint8Array.from([
    ...MAGIC_AND_VERSION,
    ...section(1, [1, 0x60, numParameters, ...new Array<number>(numParameters).fill(I32), 0]),
    ...section(2, [1, ...name('host'), ...name('memory'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('run'), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}
