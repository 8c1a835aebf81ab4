import type { TensorRuntime } from '../../src-main/core/engine/tensorRuntime.ts';

/** What one benchmark did and how long each repetition took. */
export interface Measurement {
  readonly samplesMs: readonly number[];
  /** Floating-point operations that the work needs, whatever way it is done; null where it does not compute. */
  readonly flops: number | null;
  /** Bytes that must come from memory at least once; null where that bounds nothing. */
  readonly bytes: number | null;
}

export interface BenchContext {
  readonly runtime: TensorRuntime;
  /** An empty folder of this benchmark's own, removed afterwards. */
  readonly folder: string;
}

export interface Benchmark {
  readonly name: string;
  /** What one repetition is. */
  readonly what: string;
  /** Why it cannot run here, or null. */
  readonly skip?: () => string | null;
  readonly run: (context: BenchContext) => Promise<Measurement>;
  /** Scripts under peers/ that do the same work; each prints {"ms": [...]}. */
  readonly peers?: Readonly<Record<string, Peer>>;
}

export interface Peer {
  readonly script: string;
  readonly packages: readonly string[];
  /** What the packages are imported as, where that is not their own name. */
  readonly imports?: readonly string[];
  readonly args?: readonly string[];
  /** Variables on top of our own, such as numbers of threads. */
  readonly environment?: Readonly<Record<string, string>>;
}
