/**
 * Counter-based randomness: Philox 4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011). The n-th number of a stream depends on (seed, stream, n) alone, so that a run resumes exactly from its counter
 * and batch sizes never change what is drawn.
 */
export interface Rng {
  /** Uniform integer in [0, 2^32). */
  nextUint32(): number;
  /** Uniform in [0, 1) with 53 bits. */
  uniform(): number;
  /** Standard normal (Box-Muller, both values used). */
  normal(): number;
  /** The next `count` of these. */
  normals(count: number): Float32Array;
  /** Uniform integer in [0, n), without modulo bias. */
  integer(n: number): number;
  /** An independent stream of the same seed, named by a label. */
  fork(label: string | number): Rng;
  /** Exact position, for checkpoints. */
  state(): RngState;
}

export interface RngState {
  readonly seed: number;
  readonly stream: number;
  /** How many 32-bit words have been drawn. */
  readonly drawn: number;
  /** The second Box-Muller value, when one waits. */
  readonly spareNormal: number | null;
}

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const KEY_1 = 0x6d617271;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** High 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const low = aLow * bLow;
  const middle1 = aHigh * bLow + (low >>> 16);
  const middle2 = aLow * bHigh + (middle1 & 0xffff);
  return (aHigh * bHigh + Math.floor(middle1 / 65536) + Math.floor(middle2 / 65536)) >>> 0;
}

/** One Philox 4x32-10 block: ten rounds over `counter` (4 words) with `key` (2 words), in place. */
export function philoxBlock(counter: Uint32Array, key0: number, key1: number): void {
  let k0 = key0 >>> 0;
  let k1 = key1 >>> 0;
  for (let round = 0; round < 10; round++) {
    const c0 = counter[0]!;
    const c2 = counter[2]!;
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    const c1 = counter[1]!;
    const c3 = counter[3]!;
    counter[0] = high1 ^ c1 ^ k0;
    counter[1] = low1;
    counter[2] = high0 ^ c3 ^ k1;
    counter[3] = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
}

/** FNV-1a over a label's UTF-16 code units, mixed with the parent stream. */
function streamOf(parent: number, label: string | number): number {
  let hash = (0x811c9dc5 ^ parent) >>> 0;
  const text = String(label);
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

export function createRng(seed: number, stream: string | number = 0): Rng {
  return restoreRng({
    seed: seed >>> 0,
    stream: typeof stream === 'number' ? stream >>> 0 : streamOf(0, stream),
    drawn: 0,
    spareNormal: null,
  });
}

export function restoreRng(from: RngState): Rng {
  const { seed, stream } = from;
  let drawn = from.drawn;
  let spareNormal = from.spareNormal;
  const block = new Uint32Array(4);
  let blockIndex = -1;

  function nextUint32(): number {
    const index = Math.floor(drawn / 4);
    if (index !== blockIndex) {
      block[0] = index >>> 0;
      block[1] = Math.floor(index / 4294967296);
      block[2] = stream;
      block[3] = 0;
      philoxBlock(block, seed, KEY_1);
      blockIndex = index;
    }
    return block[drawn++ & 3]!;
  }

  function uniform(): number {
    const high = nextUint32() >>> 5;
    const low = nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  function normal(): number {
    if (spareNormal !== null) {
      const value = spareNormal;
      spareNormal = null;
      return value;
    }
    // Box-Muller; 1 - u lies in (0, 1], so the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  return {
    nextUint32,
    uniform,
    normal,
    normals(count) {
      const values = new Float32Array(count);
      let i = 0;
      // To the beginning of a block, from where one block gives a pair.
      while (i < count && (spareNormal !== null || (drawn & 3) !== 0)) values[i++] = normal();
      for (; i + 1 < count; i += 2) {
        const index = drawn / 4;
        block[0] = index >>> 0;
        block[1] = Math.floor(index / 4294967296);
        block[2] = stream;
        block[3] = 0;
        philoxBlock(block, seed, KEY_1);
        drawn += 4;
        const first = ((block[0]! >>> 5) * 67108864 + (block[1]! >>> 6)) / 9007199254740992;
        const second = ((block[2]! >>> 5) * 67108864 + (block[3]! >>> 6)) / 9007199254740992;
        const radius = Math.sqrt(-2 * Math.log(1 - first));
        const angle = 2 * Math.PI * second;
        values[i] = radius * Math.cos(angle);
        values[i + 1] = radius * Math.sin(angle);
      }
      blockIndex = -1;
      if (i < count) values[i] = normal();
      return values;
    },
    integer(n) {
      // Rejection keeps every residue equally likely.
      const limit = 4294967296 - (4294967296 % n);
      for (;;) {
        const word = nextUint32();
        if (word < limit) return word % n;
      }
    },
    fork: (label) => createRng(seed, streamOf(stream ^ 0x5bd1e995, label)),
    state: () => ({ seed, stream, drawn, spareNormal }),
  };
}

/** Fisher-Yates, in place. */
export function shuffleInPlace<T extends { length: number; [index: number]: number }>(values: T, rng: Rng): T {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    const held = values[i]!;
    values[i] = values[j]!;
    values[j] = held;
  }
  return values;
}
