import { paint } from '../../core/diffusion/cascade.ts';
import type { Caption } from '../../core/diffusion/data/captions.ts';
import type { TextTable } from '../../core/diffusion/data/textTable.ts';
import type { SamplerName } from '../../core/diffusion/samplers/index.ts';
import type { TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import type { PictureContext } from './pictureMethods.ts';
import { openPainter, type PainterFiles, withSampler } from './painterFiles.ts';

export interface PaintManySettings {
  /** One picture each. */
  readonly captions: readonly Caption[];
  readonly seed: number;
  readonly steps: number;
  readonly guidance: number;
  readonly sampler: SamplerName;
}

/** Paints a picture for every caption. @returns planes from -1 to 1 */
export async function paintMany(
  runtime: TensorRuntime,
  files: PainterFiles,
  table: TextTable,
  { captions, ...settings }: PaintManySettings,
  { signal, reportProgress }: PictureContext,
  phase: string,
): Promise<Float32Array[]> {
  const painter = await openPainter(runtime, withSampler(files, settings.sampler), table);
  try {
    const pictures: Float32Array[] = [];
    for (const [index, caption] of captions.entries()) {
      reportProgress({ phase, done: index, total: captions.length, unit: 'pictures' });
      pictures.push(await paint(painter.stages, { ...settings, caption, index }, { signal }));
    }
    return pictures;
  } finally {
    await painter.dispose();
  }
}
