import { describe, expect, it } from 'vitest';
import { contrast, luminance, mix, readableOn } from '../../../../src-main/core/posterArt/colour.ts';
import { leadGenres, palettes } from '../../../../src-main/core/posterArt/palettes.ts';

const all = leadGenres.flatMap((genre) => palettes[genre].map((palette, i) => ({ name: `${genre} ${i + 1}`, palette })));

/** Hue in degrees and saturation of '#rrggbb'. */
function hueOf(colour: string): { readonly hue: number; readonly saturation: number } {
  const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255) as [number, number, number];
  const high = Math.max(r, g, b);
  const range = high - Math.min(r, g, b);
  const sector = range === 0 ? 0 : high === r ? ((g - b) / range + 6) % 6 : high === g ? (b - r) / range + 2 : (r - g) / range + 4;
  return { hue: sector * 60, saturation: high === 0 ? 0 : range / high };
}

describe('palettes', () => {
  it('has three to five for each lead genre', () => {
    for (const genre of leadGenres) expect(palettes[genre].length, genre).toSatisfy((count: number) => count >= 3 && count <= 5);
  });

  it.each(all)('$name reads: ink on ground is at least 4.5:1', ({ palette }) => {
    expect(contrast(palette.ink, palette.ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(all)('$name holds no pure black or white, and nothing violet', ({ palette }) => {
    for (const colour of Object.values(palette)) {
      expect(colour).toMatch(/^#[0-9a-f]{6}$/);
      expect(['#000000', '#ffffff']).not.toContain(colour);
      const { hue, saturation } = hueOf(colour);
      expect(saturation > 0.25 && hue > 250 && hue < 320, `${colour} has hue ${hue}`).toBe(false);
    }
  });
});

describe('colour', () => {
  it('computes the contrasts that WCAG gives', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(luminance('#ff0000')).toBeCloseTo(0.2126, 4);
    expect(mix('#000000', '#ffffff', 0.5)).toBe('#808080');
  });

  it('finds a readable colour on every ground', () => {
    for (let grey = 0; grey < 256; grey += 5) {
      const ground = mix('#000000', '#ffffff', grey / 255);
      expect(contrast(readableOn(ground, ground), ground)).toBeGreaterThanOrEqual(4.2);
    }
  });
});
