import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, silentLogger } from '../base/logger.ts';
import { type CheckpointStore, openCheckpointStore } from './checkpointStore.ts';
import { writeFileAtomically } from './files.ts';

/** Figures of the people that one seed was tested on, so that two runs can be compared person by person. */
export interface PerUserFigures {
  /** The data set's own numbers, in the order of the columns. */
  readonly userIds: Int32Array;
  /** Per metric, one value a person. */
  readonly metrics: Readonly<Record<string, Float64Array>>;
}

/** What a run leaves beside its row: curves, figures by person and checkpoints, in `runs/<runId>` of the data folder. */
export interface RunFiles {
  /** Adds whole points, each one line of JSON. */
  appendPoints(points: readonly unknown[]): void;
  /** Every point, oldest first; a last line that a power cut broke is left out. */
  points(): unknown[];
  /** Winds the curve back: only points that pass stay. */
  keepPoints(passes: (point: unknown) => boolean): void;
  savePerUser(seed: number, figures: PerUserFigures): void;
  /** null where there are none, or they are damaged. */
  perUser(seed: number): PerUserFigures | null;
  /** Adds one finished part of a seed that is measured in parts (folds), plain JSON; it survives a power cut. */
  savePart(seed: number, part: unknown): void;
  /** The parts so far in their order; none where the file is damaged. */
  parts(seed: number): unknown[];
  clearParts(seed: number): void;
  /** Checkpoints of the fit of one seed. */
  checkpoints(seed: number): CheckpointStore;
  /** Whether a checkpoint or a finished part of some seed is there. */
  hasProgress(): boolean;
  remove(): void;
}

/** Where a run or training keeps its files. */
export const runFolder = (dataDir: string, runId: string): string => join(dataDir, 'runs', runId);

export function openRunFiles(dataDir: string, runId: string, { logger = silentLogger }: { readonly logger?: Logger } = {}): RunFiles {
  const folder = runFolder(dataDir, runId);
  const curve = join(folder, 'curve.jsonl');
  let isWhole = false;

  function points(): unknown[] {
    if (!existsSync(curve)) return [];
    const text = readFileSync(curve, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    return whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  }

  function parts(seed: number): unknown[] {
    const path = partsPath(folder, seed);
    try {
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown[]) : [];
    } catch (error) {
      logger.warn('The finished parts of a run cannot be read and are measured again.', { folder, seed, reason: String(error) });
      return [];
    }
  }

  return {
    appendPoints(added) {
      if (!isWhole) {
        mkdirSync(folder, { recursive: true });
        dropBrokenLine(curve);
        isWhole = true;
      }
      appendFileSync(curve, added.map((point) => `${JSON.stringify(point)}\n`).join(''));
    },
    points,
    keepPoints(passes) {
      if (!existsSync(curve)) return;
      const kept = points().filter(passes);
      writeFileAtomically(curve, [new TextEncoder().encode(kept.map((point) => `${JSON.stringify(point)}\n`).join(''))]);
    },
    savePerUser(seed, { userIds, metrics }) {
      const names = Object.keys(metrics);
      const header = new TextEncoder().encode(
        `${JSON.stringify({ format: 'marquee-per-user-1', users: userIds.length, metrics: names })}\n`,
      );
      const columns = [Float64Array.from(userIds), ...names.map((name) => metrics[name]!)];
      const bytes = columns.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
      writeFileAtomically(perUserPath(folder, seed), [header, ...bytes]);
    },
    perUser(seed) {
      try {
        return readPerUser(perUserPath(folder, seed));
      } catch (error) {
        logger.warn('Figures by person cannot be read and are passed over.', { folder, seed, reason: String(error) });
        return null;
      }
    },
    savePart(seed, part) {
      writeFileAtomically(partsPath(folder, seed), [new TextEncoder().encode(JSON.stringify([...parts(seed), part]))]);
    },
    parts,
    clearParts: (seed) => rmSync(partsPath(folder, seed), { force: true }),
    checkpoints: (seed) => openCheckpointStore(join(folder, `checkpoints-${seed}`), { logger }),
    hasProgress: () =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) => PROGRESS.test(path.replaceAll('\\', '/'))),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const PROGRESS = /^(?:parts-\d+\.json|checkpoints-\d+\/step-\d+\.json)$/;
const partsPath = (folder: string, seed: number): string => join(folder, `parts-${seed}.json`);
const perUserPath = (folder: string, seed: number): string => join(folder, `per-user-${seed}.bin`);

/** After a power cut the last line may be half there; what follows must not be glued to it. */
function dropBrokenLine(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return;
  const bytes = readFileSync(path);
  if (bytes[size - 1] !== 0x0a) truncateSync(path, bytes.lastIndexOf(0x0a) + 1);
}

function readPerUser(path: string): PerUserFigures | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  const end = bytes.indexOf(0x0a);
  const header = JSON.parse(bytes.subarray(0, end).toString('utf8')) as { format: string; users: number; metrics: string[] };
  const values = new Float64Array(new Uint8Array(bytes.subarray(end + 1)).buffer);
  if (header.format !== 'marquee-per-user-1' || values.length !== header.users * (header.metrics.length + 1))
    throw new Error(`${values.length} values for ${header.users} people and ${header.metrics.length} metrics`);
  const column = (at: number): Float64Array => values.slice(at * header.users, (at + 1) * header.users);
  return {
    userIds: Int32Array.from(column(0)),
    metrics: Object.fromEntries(header.metrics.map((name, at) => [name, column(at + 1)])),
  };
}
