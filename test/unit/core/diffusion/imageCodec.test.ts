import { describe, expect, it } from 'vitest';
import { decodeImage, encodePng, rasterizeDrawing } from '../../../../src-main/core/diffusion/imageCodec.ts';

const square = (size: number, colour: readonly [number, number, number]) => ({
  width: size,
  height: size,
  pixels: Uint8Array.from({ length: size * size * 3 }, (_, i) => colour[i % 3]!),
});

describe('imageCodec', () => {
  it('gives back the pixels that were written', async () => {
    const image = square(8, [12, 200, 99]);
    expect(await decodeImage(await encodePng(image))).toEqual({ ...image, pixels: Buffer.from(image.pixels) });
  });

  it('draws an SVG at the width asked for', async () => {
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="300" viewBox="0 0 200 300"><path d="M0 0H200V300H0Z" fill="#336699"/></svg>';
    const { width, height, pixels } = await decodeImage(await rasterizeDrawing(drawing, 64));
    expect([width, height]).toEqual([64, 96]);
    expect([...pixels.subarray(3000, 3003)]).toEqual([0x33, 0x66, 0x99]);
  });

  it.each([
    ['an SVG of somebody else', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a GIF', new TextEncoder().encode('GIF89a\u0001\u0000\u0001\u0000')],
    ['a TIFF', Uint8Array.of(0x49, 0x49, 0x2a, 0, 8, 0, 0, 0)],
    ['nothing', new Uint8Array()],
    ['a cut off PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0)],
  ])('refuses %s', async (_, bytes) => {
    await expect(decodeImage(bytes)).rejects.toMatchObject({ code: 'data-invalid' });
  });

  it('refuses more than 50 million pixels before it decodes one', async () => {
    const png = await encodePng(square(4, [0, 0, 0]));
    // Width and height in the header, at bytes 16 to 23; the checksum after it no longer fits, which comes second.
    new DataView(png.buffer, png.byteOffset).setUint32(16, 60_000);
    new DataView(png.buffer, png.byteOffset).setUint32(20, 60_000);
    await expect(decodeImage(png)).rejects.toMatchObject({ code: expect.stringMatching(/too-large|data-invalid/) });
  });

  it('survives damaged files with an error a person can read', async () => {
    const png = await encodePng(square(32, [200, 30, 60]));
    for (let at = 8; at < png.length; at += 7) {
      const damaged = Uint8Array.from(png);
      damaged[at] = damaged[at]! ^ 0x5a;
      await decodeImage(damaged).catch((error: unknown) => expect(error).toMatchObject({ name: 'DomainError' }));
    }
  });
});
