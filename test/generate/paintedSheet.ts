import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  openPainter,
  enlargedSize,
  readPainter,
  readTextTable,
  SHIPPED_PAINTER,
  withSampler,
} from '../../src-main/compute/pictures/painterFiles.ts';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import { paint } from '../../src-main/core/diffusion/cascade.ts';
import { contactSheet } from '../../src-main/core/diffusion/contactSheet.ts';
import { encodePng } from '../../src-main/core/diffusion/imageCodec.ts';
import type { SamplerName } from '../../src-main/core/diffusion/samplers/index.ts';
import { createRuntime } from '../../src-main/core/engine/createRuntime.ts';
import { writeFileAtomically } from '../../src-main/core/storage/files.ts';

// The sheet of the README: a column for each genre and decade, a row for each seed, none of them chosen.
//
//   node test/generate/paintedSheet.ts [--home DIR] [--out FILE] [--rows 3] [--steps 20] [--guidance 2] [--sampler dpm++2m] [--plain] [--factor 1]
const { values } = parseArgs({
  options: {
    /** A data folder with a painter named as the one that ships; without it, the one that ships. */
    home: { type: 'string', default: '' },
    out: { type: 'string', default: 'resources/screenshots/painted.png' },
    rows: { type: 'string', default: '3' },
    steps: { type: 'string', default: '20' },
    guidance: { type: 'string', default: '2' },
    sampler: { type: 'string', default: 'dpm++2m' },
    /** How many times as large each picture is shown. */
    factor: { type: 'string', default: '1' },
    /** Leaves the enlarger out. */
    plain: { type: 'boolean', default: false },
  },
});
const columns = [
  ['Horror', 1980],
  ['Western', 1960],
  ['Comedy', 2000],
  ['Romance', 1940],
  ['Sci-Fi', 2010],
  ['Animation', 1990],
  ['Film-Noir', 1940],
  ['War', 1970],
] as const;

const modelsDir = join(import.meta.dirname, '../../models');
const sampler = values.sampler as SamplerName;
const runtime = await createRuntime('cpu', { logger: silentLogger });
const painter = await openPainter(
  runtime,
  withSampler(readPainter(values.home, modelsDir, SHIPPED_PAINTER), sampler),
  readTextTable(modelsDir),
);
const enlarger = values.plain ? null : painter.enlarger;
const pictures: Float32Array[] = [];
for (let seed = 1; seed <= Number(values.rows); seed++) {
  for (const [index, [genre, decade]] of columns.entries()) {
    const caption = { genres: [genre], decade, text: '' };
    const settings = { caption, seed, index, steps: Number(values.steps), guidance: Number(values.guidance), sampler };
    const picture = await paint(painter.stages, settings);
    pictures.push(enlarger === null ? picture : await enlarger.enlarge(picture));
  }
}
const size = enlarger === null ? { width: painter.width, height: painter.height } : enlargedSize(painter);
writeFileAtomically(values.out, [
  await encodePng(contactSheet(pictures, { ...size, columns: columns.length, factor: Number(values.factor) })),
]);
process.exit(0);
