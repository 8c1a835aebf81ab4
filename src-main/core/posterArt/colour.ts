/** Colours are '#rrggbb'; luminance and contrast as in WCAG 2.2. */
function channels(colour: string): [number, number, number] {
  return [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16)) as [number, number, number];
}

/** Linear mixture in sRGB; `share` of `second`, from 0 to 1. */
export function mix(first: string, second: string, share: number): string {
  const from = channels(first);
  const to = channels(second);
  return `#${from
    .map((value, i) =>
      Math.round(value + (to[i]! - value) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Relative luminance, 0 to 1. */
export function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1 to 21. */
export function contrast(first: string, second: string): number {
  const a = luminance(first);
  const b = luminance(second);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export const isDark = (colour: string): boolean => luminance(colour) < 0.2;

const CREAM = '#fff5e1';
const SOOT = '#16110c';

/** The first of the given colours that reads on `ground` (4.5:1), else cream or soot, whichever reads. */
export function readableOn(ground: string, ...preferred: readonly string[]): string {
  const found = [...preferred, CREAM, SOOT].find((colour) => contrast(colour, ground) >= 4.5);
  return found ?? (contrast(CREAM, ground) > contrast(SOOT, ground) ? CREAM : SOOT);
}

/** The colour of `candidates` that stands out most from `ground`. */
export function boldestOn(ground: string, ...candidates: readonly string[]): string {
  return candidates.reduce((best, colour) => (contrast(colour, ground) > contrast(best, ground) ? colour : best));
}
