import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, silentLogger } from '../base/logger.ts';
import { type Checkpoint, type CheckpointManifest, checkpointManifest, decodeCheckpoint, encodeCheckpoint } from '../engine/checkpoint.ts';
import { writeFileAtomically } from './files.ts';

/** Checkpoints of one run in one folder: `step-N.tensors` and, written after it, `step-N.json`. */
export interface CheckpointStore {
  /** When this returns the checkpoint survives a power cut; all but the last two are gone. */
  save(checkpoint: Checkpoint): void;
  /** The newest one whose bytes agree with their hash; a damaged one is passed over with a warning. null where there is none. */
  latest(): Checkpoint | null;
  clear(): void;
}

const KEPT = 2;

export function openCheckpointStore(directory: string, { logger = silentLogger }: { readonly logger?: Logger } = {}): CheckpointStore {
  const tensorsPath = (step: number) => join(directory, `step-${step}.tensors`);
  const manifestPath = (step: number) => join(directory, `step-${step}.json`);

  /** Steps with a manifest, newest first. */
  function steps(): number[] {
    if (!existsSync(directory)) return [];
    const found = readdirSync(directory).flatMap((name) => {
      const match = /^step-(\d+)\.json$/.exec(name);
      return match === null ? [] : [Number(match[1])];
    });
    return found.sort((a, b) => b - a);
  }

  /** Removes what no kept checkpoint needs: older pairs, and what an interrupted write left behind. */
  function prune(kept: readonly number[]): void {
    const wanted = new Set(kept.flatMap((step) => [`step-${step}.json`, `step-${step}.tensors`]));
    for (const name of readdirSync(directory)) {
      if (name.startsWith('step-') && !wanted.has(name)) rmSync(join(directory, name), { force: true });
    }
  }

  function read(step: number): Checkpoint | null {
    try {
      const manifest = checkpointManifest.parse(JSON.parse(readFileSync(manifestPath(step), 'utf8')));
      const bytes = readFileSync(tensorsPath(step));
      const found = createHash('sha256').update(bytes).digest('hex');
      if (found === manifest.tensorsSha256) return decodeCheckpoint(manifest, bytes);
      logger.warn('A checkpoint is damaged and passed over.', { directory, step, found, expected: manifest.tensorsSha256 });
    } catch (error) {
      logger.warn('A checkpoint cannot be read and is passed over.', { directory, step, reason: String(error) });
    }
    return null;
  }

  return {
    save(checkpoint) {
      const { manifest, parts } = encodeCheckpoint(checkpoint);
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      const whole: CheckpointManifest = { ...manifest, tensorsSha256: hash.digest('hex') };
      writeFileAtomically(tensorsPath(checkpoint.step), parts);
      writeFileAtomically(manifestPath(checkpoint.step), [new TextEncoder().encode(JSON.stringify(whole, null, 1))]);
      // Steps beyond this one belong to a run that was wound back; they would be taken for newer.
      prune([...new Set([checkpoint.step, ...steps()])].filter((step) => step <= checkpoint.step).slice(0, KEPT));
    },
    latest() {
      for (const step of steps()) {
        const checkpoint = read(step);
        if (checkpoint !== null) return checkpoint;
      }
      return null;
    },
    clear: () => rmSync(directory, { recursive: true, force: true }),
  };
}
