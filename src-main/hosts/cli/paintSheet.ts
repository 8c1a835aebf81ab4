import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComputeMethods } from '../../compute/computeMethods.ts';
import { cellsOf, type Grid } from '../../contract/grids.ts';
import { sheetOf } from '../../services/studio/sheetFiles.ts';
import { writeExport } from './writeExport.ts';

type PaintInput = ComputeMethods['paintImages']['input'];
type PaintOutput = ComputeMethods['paintImages']['output'];

export interface SheetRequest {
  /** What the pictures share. */
  readonly input: PaintInput;
  readonly grid: Grid;
  readonly resourcesDir: string;
}

/** Paints every pair of values and writes all of them as one labelled PNG file to `input.out`; the single pictures are not kept. */
export async function paintSheet(
  paint: (input: PaintInput) => Promise<PaintOutput>,
  { input, grid, resourcesDir }: SheetRequest,
): Promise<PaintOutput> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-sheet-'));
  try {
    const files: Uint8Array[] = [];
    let ms = 0;
    let painter = { model: input.model, modelSha256: '' };
    for (const [n, cell] of cellsOf(grid).entries()) {
      const { pictures, ...by } = await paint({ ...input, ...cell, count: 1, recipe: true, out: join(folder, `${n}.png`) });
      files.push(readFileSync(pictures[0]!.path));
      ms += pictures[0]!.ms;
      painter = by;
    }
    const { png, width, height } = await sheetOf(grid, files, { resourcesDir, recipe: input.recipe });
    const { path } = writeExport({ base64: Buffer.from(png).toString('base64') }, input.out).json;
    const sha256 = createHash('sha256').update(png).digest('hex');
    return { ...painter, pictures: [{ path, seed: input.seed, index: 0, width, height, sha256, ms }] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
