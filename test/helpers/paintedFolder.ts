import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '../../src-main/core/diffusion/imageCodec.ts';

/** Writes `count` small posters drawn by rule (a disc on a ground, colours by number) with captions beside them. */
export async function writePictures(folder: string, count: number, width = 16, height = 24): Promise<void> {
  for (let i = 0; i < count; i++) {
    const pixels = new Uint8Array(3 * width * height);
    const isRed = i % 2 === 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const isDisc = Math.hypot(x - width / 2, y - height / 3 - (i % 5)) < width / 3;
        const colour = isDisc ? [240, 230, 200] : isRed ? [180, 30 + 3 * (i % 9), 20] : [20, 40 + 3 * (i % 9), 170];
        pixels.set(colour, 3 * (y * width + x));
      }
    }
    writeFileSync(join(folder, `picture${i}.png`), await encodePng({ width, height, pixels }));
    writeFileSync(join(folder, `picture${i}.txt`), isRed ? 'a red poster with a pale disc' : 'a blue poster with a pale disc');
  }
}
