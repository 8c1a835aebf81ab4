import { type FaceName, faces, hasAccents, hasLowerCase, leftBearing, setCase, textWidth } from './faces.ts';

/** Lines of type with their place, in poster units; `x` is left out: it follows from the alignment. */
export interface FittedLine {
  readonly text: string;
  readonly size: number;
  /** From the top of the block to the baseline. */
  readonly baseline: number;
  /** To shift left so that ink, not the letter's box, meets the margin. */
  readonly bearing: number;
}

export interface FittedType {
  readonly face: FaceName;
  readonly lines: readonly FittedLine[];
  readonly height: number;
  readonly width: number;
  /** Size of the smallest line. */
  readonly size: number;
  /** 1 where nothing had to shrink to the height; the block setting looks forced below about 0.72. */
  readonly ease: number;
}

export interface FitOptions {
  readonly maxSize: number;
  readonly maxLines?: number;
  /** Line distance in em; without it, from cap height, case and accents. */
  readonly leading?: number;
}

const smallWord = /^(a|an|the|of|in|on|at|to|and|for|or|le|la|les|de|du|des|der|die|das|el|il|un|une|una|i|o|y|e|et|und)$/i;

interface Break {
  readonly widest: number;
  readonly lines: readonly string[];
}

/** The break into `count` lines whose widest line is narrowest, by dynamic programming over the words. */
export function breakIntoLines(words: readonly string[], count: number, widthOf: (line: string) => number): Break {
  const known = new Map<number, Break>();
  const best = (from: number, left: number): Break => {
    const key = from * 16 + left;
    const before = known.get(key);
    if (before !== undefined) return before;
    let found: Break = { widest: Number.POSITIVE_INFINITY, lines: [] };
    if (left === 1) {
      const line = words.slice(from).join(' ');
      found = { widest: widthOf(line), lines: [line] };
    } else {
      for (let to = from + 1; to <= words.length - left + 1; to++) {
        const line = words.slice(from, to).join(' ');
        const width = widthOf(line);
        if (width >= found.widest) break;
        const rest = best(to, left - 1);
        const widest = Math.max(width, rest.widest);
        if (widest < found.widest) found = { widest, lines: [line, ...rest.lines] };
      }
    }
    known.set(key, found);
    return found;
  };
  return best(0, count);
}

/** A line that ends in a small word costs 7 %, a line of only a small word 14 %. */
function wordingPenalty(lines: readonly string[]): number {
  const hanging = lines.slice(0, -1).some((line) => line.includes(' ') && smallWord.test(line.slice(line.lastIndexOf(' ') + 1)));
  const alone = lines.length > 1 && lines.some((line) => smallWord.test(line));
  return (hanging ? 0.93 : 1) * (alone ? 0.86 : 1);
}

/** Room that letters need above cap height, and below the last baseline, in em. */
function overshoot(face: FaceName, text: string): { readonly above: number; readonly below: number } {
  const { capHeight, accentHeight, descent } = faces[face];
  const above = hasAccents(text) ? accentHeight - capHeight + 0.01 : hasLowerCase(text) ? 0.05 : 0.015;
  const below = hasLowerCase(text) ? descent : /[QJ,;ÇŞŢĢĶĻŅŖ]/.test(text) ? 0.18 : 0.02;
  return { above, below };
}

/** All lines at one size: for 1 to 7 lines the largest that fits `width` and `height`. */
export function fitLines(text: string, face: FaceName, width: number, height: number, options: FitOptions): FittedType {
  const set = setCase(face, text);
  const words = set.split(' ');
  const { capHeight } = faces[face];
  const { above, below } = overshoot(face, set);
  const leading = options.leading ?? capHeight + (hasLowerCase(set) ? 0.26 : hasAccents(set) ? 0.25 : 0.13);
  let best: { readonly score: number; readonly size: number; readonly lines: readonly string[]; readonly widest: number } | null = null;
  for (let count = 1; count <= Math.min(words.length, options.maxLines ?? 7); count++) {
    const { widest, lines } = breakIntoLines(words, count, (line) => textWidth(face, line));
    const size = Math.min(options.maxSize, width / widest, height / (above + capHeight + (count - 1) * leading + below));
    const score = size * wordingPenalty(lines);
    // Another line must be worth it.
    if (best === null || score > best.score * 1.02) best = { score, size, lines, widest };
  }
  const { size, lines, widest } = best!;
  return {
    face,
    lines: lines.map((line, i) => ({
      text: line,
      size,
      baseline: size * (above + capHeight + i * leading),
      bearing: size * leftBearing(face, line),
    })),
    height: size * (above + capHeight + (lines.length - 1) * leading + below),
    width: widest * size,
    size,
    ease: 1,
  };
}

/** Block setting: every line grows to the full width. Score: height filled x (smallest / largest)^0.45. */
export function fitBlock(
  text: string,
  face: FaceName,
  width: number,
  height: number,
  options: FitOptions & { readonly gap?: number },
): FittedType {
  const set = setCase(face, text);
  const words = set.split(' ');
  const { capHeight, accentHeight } = faces[face];
  const gap = options.gap ?? 5;
  const rise = (line: string) => (hasAccents(line) ? accentHeight : capHeight + 0.015);
  let best: { readonly score: number; readonly type: FittedType } | null = null;
  for (let count = 1; count <= Math.min(words.length, options.maxLines ?? 6); count++) {
    const { lines } = breakIntoLines(words, count, (line) => textWidth(face, line));
    const natural = lines.map((line) => Math.min(options.maxSize, width / textWidth(face, line)));
    const tail = overshoot(face, lines.at(-1)!).below;
    const gaps = gap * (count - 1);
    const type = natural.reduce((sum, size, i) => sum + size * rise(lines[i]!), natural.at(-1)! * tail);
    const ease = Math.min(1, (height - gaps) / type);
    if (ease <= 0) continue;
    const sizes = natural.map((size) => size * ease);
    let baseline = 0;
    const placed = lines.map((line, i): FittedLine => {
      const size = sizes[i]!;
      baseline += size * rise(line) + (i === 0 ? 0 : gap);
      return { text: line, size, baseline, bearing: size * leftBearing(face, line) };
    });
    const smallest = Math.min(...sizes);
    const used = type * ease + gaps;
    const score = (used / height) * (smallest / Math.max(...sizes)) ** 0.45 * ease * wordingPenalty(lines) * (smallest < 20 ? 0.6 : 1);
    if (best === null || score > best.score) best = { score, type: { face, lines: placed, height: used, width, size: smallest, ease } };
  }
  return best!.type;
}
