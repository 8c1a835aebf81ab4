import { invariant } from '../../base/assertions.ts';
import { type Bytes, instructions, moduleOfOneFunction } from './wasmBinary.ts';

// Node and Electron have it; its declarations come only with a browser's library, which core does without.
declare const WebAssembly: {
  readonly Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

/** A matrix whose product with a vector is taken four numbers at a time. */
export interface RowTable {
  /** [numRows, width], the only copy; writing into it changes the products. */
  readonly rows: Float32Array;
  /** rows . vector, [numRows], summed in single precision. A person waits for it, so it answers at once instead of through a session. */
  timesVector(vector: Float32Array | Float64Array): Float32Array;
}

const LANES = 4;
const FLOAT_BYTES = 4;
const PAGE_BYTES = 65_536;
const roundUp = (count: number): number => LANES * Math.ceil(count / LANES);

/**
 * Copies `rows` [numRows, width] to where WebAssembly's vector instructions reach them. Four rows run side by side, so that no sum waits for itself; the last
 * quarter of a width that is no multiple of four reads on into the next row, times zero.
 * @param rows finite
 * @throws RangeError where the address space has no room
 */
export function rowTable(rows: Float32Array, width: number): RowTable {
  invariant(width > 0 && rows.length % width === 0, `${rows.length} numbers are no rows of ${width}`);
  const numRows = rows.length / width;
  const vectorAt = roundUp(roundUp(numRows) * width + LANES) * FLOAT_BYTES;
  const productsAt = vectorAt + roundUp(width) * FLOAT_BYTES;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((productsAt + roundUp(numRows) * FLOAT_BYTES) / PAGE_BYTES) });
  const table = new Float32Array(memory.buffer, 0, rows.length);
  table.set(rows);
  const vectorThere = new Float32Array(memory.buffer, vectorAt, width);
  const products = new Float32Array(memory.buffer, productsAt, numRows);
  compiled ??= new WebAssembly.Module(kernel());
  const run = new WebAssembly.Instance(compiled, { host: { memory } }).exports['run'] as (...parameters: number[]) => void;
  return {
    rows: table,
    timesVector(vector) {
      invariant(vector.length === width, `a vector of ${vector.length} met rows of ${width}`);
      vectorThere.set(vector);
      if (numRows > 0) run(0, vectorAt, productsAt, roundUp(numRows), width * FLOAT_BYTES);
      return products.slice();
    },
  };
}

let compiled: object | undefined;

/** run(row, vector, product, rowsLeft, rowBytes): four products a turn, addresses in bytes. */
function kernel(): Uint8Array<ArrayBuffer> {
  const i = instructions;
  const [row, vector, product, rowsLeft, rowBytes, rowAt, rowEnd, vectorAt, part] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const four = [0, 1, 2, 3];
  const sum = (r: number): number => part + 1 + r;
  const advance = (pointer: number, bytes: Bytes): Bytes => [...i.localGet(pointer), ...bytes, ...i.i32Add, ...i.localSet(pointer)];
  const step = i.i32Const(LANES * FLOAT_BYTES);
  const copy = (from: number, to: number): Bytes => [...i.localGet(from), ...i.localSet(to)];
  const accumulate = (r: number): Bytes => [
    ...i.localGet(sum(r)),
    ...i.localGet(rowAt),
    ...four.slice(0, r).flatMap(() => [...i.localGet(rowBytes), ...i.i32Add]),
    ...i.v128Load,
    ...i.localGet(part),
    ...i.f32x4Mul,
    ...i.f32x4Add,
    ...i.localSet(sum(r)),
  ];
  const store = (r: number): Bytes => [
    ...i.localGet(product),
    ...four.flatMap((lane) => [...i.localGet(sum(r)), ...i.f32x4ExtractLane(lane)]),
    ...four.slice(1).flatMap(() => i.f32Add),
    ...i.f32Store(FLOAT_BYTES * r),
  ];
  const addAllQuarters = i.loopWhile([
    ...i.localGet(vectorAt),
    ...i.v128Load,
    ...i.localSet(part),
    ...four.flatMap(accumulate),
    ...advance(vectorAt, step),
    ...advance(rowAt, step),
    ...i.localGet(rowAt),
    ...i.localGet(rowEnd),
    ...i.i32LtU,
  ]);
  const body = i.loopWhile([
    ...four.flatMap((r) => [...i.v128Zero, ...i.localSet(sum(r))]),
    ...copy(vector, vectorAt),
    ...copy(row, rowAt),
    ...copy(row, rowEnd),
    ...advance(rowEnd, i.localGet(rowBytes)),
    ...addAllQuarters,
    ...four.flatMap(store),
    ...advance(product, step),
    ...advance(row, [...i.localGet(rowBytes), ...i.i32Const(2), ...i.i32Shl]),
    ...advance(rowsLeft, i.i32Const(-LANES)),
    ...i.localGet(rowsLeft),
  ]);
  return moduleOfOneFunction({ numParameters: 5, numIntegers: 3, numVectors: 5, body });
}
