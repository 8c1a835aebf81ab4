import { z } from 'zod';
import { DomainError } from '../base/errors.ts';
import type { RngState } from '../base/rng.ts';
import { elementCount } from './graph.ts';
import type { Tensor } from './tensor.ts';

/** Everything that a training run needs to go on as if it had never stopped. */
export interface Checkpoint {
  /** Steps made. */
  readonly step: number;
  /** Parameters, optimizer slots, averages, step: the state of a TrainingStep. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Position of the random stream that makes batches. */
  readonly rng: RngState;
  /** SHA-256 of the data that it learns from. */
  readonly dataSha256: string;
  /** What the run was started with, to be compared and shown. */
  readonly configuration: Readonly<Record<string, string | number | boolean | null>>;
}

const rngState = z.object({ seed: z.int(), stream: z.int(), drawn: z.int().nonnegative(), spareNormal: z.number().nullable() });

/** The readable half; written last, so that a manifest without its tensors cannot be. */
export const checkpointManifest = z.object({
  format: z.literal('marquee-checkpoint-1'),
  step: z.int().nonnegative(),
  dataSha256: z.string(),
  configuration: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  rng: rngState,
  /** In the order of their bytes, float32, little-endian, one directly after the other. */
  tensors: z.array(z.object({ name: z.string(), shape: z.array(z.int().nonnegative()) })),
  tensorsSha256: z.string(),
});

export type CheckpointManifest = z.infer<typeof checkpointManifest>;

/** @returns the bytes of the tensors file in parts, and the manifest but for the hash of those bytes */
export function encodeCheckpoint(checkpoint: Checkpoint): { manifest: Omit<CheckpointManifest, 'tensorsSha256'>; parts: Uint8Array[] } {
  const { step, tensors, rng, dataSha256, configuration } = checkpoint;
  const entries = Object.entries(tensors);
  for (const [name, { dtype }] of entries) {
    if (dtype !== 'float32') throw new Error(`internal: state ${name} is ${dtype}; the state of training is float32`);
  }
  return {
    manifest: {
      format: 'marquee-checkpoint-1',
      step,
      dataSha256,
      configuration: { ...configuration },
      rng,
      tensors: entries.map(([name, { shape }]) => ({ name, shape: [...shape] })),
    },
    parts: entries.map(([, { data }]) => new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength)),
  };
}

/** @param bytes the tensors file, whose hash the caller has checked @throws DomainError 'storage-damaged' */
export function decodeCheckpoint(manifest: CheckpointManifest, bytes: Uint8Array): Checkpoint {
  const expected = manifest.tensors.reduce((sum, { shape }) => sum + 4 * elementCount(shape), 0);
  if (expected !== bytes.length) {
    throw new DomainError(
      'storage-damaged',
      `The checkpoint of step ${manifest.step} is damaged: its tensors hold ${bytes.length} bytes and should hold ${expected}. Resume from an older one.`,
    );
  }
  // A copy puts the floats at an address that is a multiple of four (`slice` would not: that of Node's Buffer is a view).
  const floats = new Float32Array(new Uint8Array(bytes).buffer);
  let start = 0;
  const tensors = Object.fromEntries(
    manifest.tensors.map(({ name, shape }): [string, Tensor] => {
      const data = floats.slice(start, (start += elementCount(shape)));
      return [name, { dtype: 'float32', shape, data }];
    }),
  );
  const { step, rng, dataSha256, configuration } = manifest;
  return { step, tensors, rng, dataSha256, configuration };
}

/** @throws DomainError 'conflict' where a run has other data or settings than the one that left the checkpoint */
export function checkSameRun(
  checkpoint: Pick<Checkpoint, 'dataSha256' | 'configuration'>,
  { dataSha256, configuration }: Pick<Checkpoint, 'dataSha256' | 'configuration'>,
): void {
  if (checkpoint.dataSha256 !== dataSha256)
    throw new DomainError('conflict', 'The data has changed since this training was interrupted, so it cannot go on. Start it anew.');
  const changed = Object.keys({ ...checkpoint.configuration, ...configuration }).filter(
    (key) => checkpoint.configuration[key] !== configuration[key],
  );
  if (changed.length > 0)
    throw new DomainError(
      'conflict',
      `The interrupted training had other settings (${changed.join(', ')}), so it cannot go on. Start it anew.`,
    );
}
