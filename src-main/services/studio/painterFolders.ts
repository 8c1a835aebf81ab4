import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Painter } from '../../contract/images.ts';
import type { PainterCard } from '../../contract/painters.ts';
import { DomainError } from '../../core/base/errors.ts';
import { type ModelManifest, readManifest } from '../../core/storage/modelStore.ts';
import { ADAPTER_MODEL, painterFolder } from '../../core/storage/painterPaths.ts';

/** How long a deleted painter can be had back at least; milliseconds. */
const KEPT_MS = 24 * 3_600_000;
/** No painter can be called so. */
const REMOVED = '.removed';

const folderOf = ({ name, origin }: Pick<Painter, 'name' | 'origin'>, dataDir: string, modelsDir: string): string =>
  origin === 'trained' ? painterFolder(dataDir, name) : join(modelsDir, `painter-${name}`);

/** The cards of these painters, without their weights. */
export function painterCards(painters: readonly Painter[], dataDir: string, modelsDir: string): PainterCard[] {
  const cards = painters.map((painter) => {
    const folder = folderOf(painter, dataDir, modelsDir);
    return { painter, folder, stages: stagesOf(folder) };
  });
  return cards.map(({ painter: { name, origin }, folder, stages }) => {
    const base = stages.find(({ manifest }) => manifest.name === ADAPTER_MODEL)?.manifest.hyperparameters['base'];
    const adapterOf = typeof base === 'string' ? base : null;
    const whole = cards.find(({ painter }) => painter.name === adapterOf);
    const made = cards.filter((other) => other.stages.some(({ manifest }) => manifest.hyperparameters['base'] === name));
    return {
      name,
      origin,
      adapterOf,
      adapters: made.map(({ painter }) => painter.name),
      fault: adapterOf === null ? null : faultOf(stages, adapterOf, whole?.stages ?? null),
      changedAt: Math.round(statSync(folder).mtimeMs),
      sizeBytes: stages.reduce((sum, { manifest }) => sum + manifest.sizeBytes, 0),
      stages: stages.map(({ stage, manifest }) => ({
        stage,
        settings: manifest.hyperparameters,
        metrics: manifest.metrics,
        pictures: manifest.data.films,
        dataSha256: manifest.data.sha256,
        sha256: manifest.sha256,
        seed: manifest.seed,
        command: manifest.command,
        trainedAt: manifest.trainedAt,
        fitMs: manifest.fitMs,
        notes: manifest.notes,
      })),
    };
  });
}

interface StageCard {
  readonly stage: string;
  readonly manifest: ModelManifest;
}

/** From the smallest to the largest, the enlarger last; a stage whose card cannot be read is left out. */
function stagesOf(folder: string): StageCard[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: stage }) => {
      try {
        return [{ stage, manifest: readManifest(join(folder, stage)) }];
      } catch (error) {
        if (error instanceof DomainError) return [];
        throw error;
      }
    })
    .toSorted((a, b) => widthOf(a.stage) - widthOf(b.stage) || a.stage.length - b.stage.length);
}

const widthOf = (stage: string): number => (/^\d/.test(stage) ? Number.parseInt(stage, 10) : Number.POSITIVE_INFINITY);

function faultOf(own: readonly StageCard[], base: string, below: readonly StageCard[] | null): string | null {
  if (below === null) return `It cannot paint: it was made for the painter "${base}", which is gone.`;
  const fits = own.every(
    ({ stage, manifest }) =>
      manifest.name !== ADAPTER_MODEL ||
      below.some((other) => other.stage === stage && other.manifest.sha256 === manifest.hyperparameters['baseSha256']),
  );
  return fits ? null : `It cannot paint: it was made for another state of the painter "${base}". Fine-tune it again.`;
}

/** Puts one's own painter aside. @throws DomainError 'not-found' */
export function removePainter(dataDir: string, name: string, now: number): void {
  const from = painterFolder(dataDir, name);
  if (!existsSync(from)) throw new DomainError('not-found', `There is no painter of yours called "${name}"; it may have been deleted.`);
  const to = painterFolder(dataDir, join(REMOVED, name));
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
  utimesSync(to, now / 1000, now / 1000);
}

/** @throws DomainError 'not-found', 'conflict' */
export function restorePainter(dataDir: string, name: string): void {
  const from = painterFolder(dataDir, join(REMOVED, name));
  if (!existsSync(from))
    throw new DomainError('not-found', `The painter "${name}" was not deleted, or more than a day ago; train it again.`);
  const to = painterFolder(dataDir, name);
  if (existsSync(to))
    throw new DomainError('conflict', `There is a new painter called "${name}"; delete that one before you bring the old one back.`);
  renameSync(from, to);
}

/** Removes what was deleted a day ago. */
export function tidyPainters(dataDir: string, now: number): void {
  const folder = painterFolder(dataDir, REMOVED);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).mtimeMs < now - KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
