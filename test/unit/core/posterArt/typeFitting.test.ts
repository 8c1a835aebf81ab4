import { describe, expect, it } from 'vitest';
import { faceFor, faceNames, textWidth } from '../../../../src-main/core/posterArt/faces.ts';
import { breakIntoLines, fitBlock, fitLines } from '../../../../src-main/core/posterArt/typeFitting.ts';

const length = (line: string) => line.length;

describe('breakIntoLines', () => {
  it('finds the narrowest widest line (compared with every possible break)', () => {
    const words = 'the assassination of jesse james by the coward robert ford'.split(' ');
    const everyBreak = (from: number, count: number): string[][] =>
      count === 1
        ? [[words.slice(from).join(' ')]]
        : Array.from({ length: words.length - from - count + 1 }, (_, i) => i + from + 1).flatMap((to) =>
            everyBreak(to, count - 1).map((rest) => [words.slice(from, to).join(' '), ...rest]),
          );
    for (let count = 1; count <= words.length; count++) {
      const best = Math.min(...everyBreak(0, count).map((lines) => Math.max(...lines.map(length))));
      const found = breakIntoLines(words, count, length);
      expect(found.widest).toBe(best);
      expect(found.lines.join(' ')).toBe(words.join(' '));
      expect(found.lines).toHaveLength(count);
    }
  });
});

describe('fitLines', () => {
  it.each(faceNames)('keeps to the box in %s', (face) => {
    for (const title of ['M', 'Heat', 'Crouching Tiger, Hidden Dragon', 'Ödipussi, qué jaja', 'Supercalifragilistic']) {
      const fitted = fitLines(title, face, 172, 80, { maxSize: 60 });
      expect(fitted.height).toBeLessThanOrEqual(80 + 1e-9);
      for (const line of fitted.lines) expect(textWidth(face, line.text) * line.size).toBeLessThanOrEqual(172 + 1e-9);
    }
  });

  it('does not leave an article at the end of a line where another break is nearly as large', () => {
    const { lines } = fitLines('Lord of the Flies', 'gothic', 172, 100, { maxSize: 60 });
    expect(lines.map(({ text }) => text)).not.toContain('LORD OF THE');
  });
});

describe('fitBlock', () => {
  it('lets every line grow to the full width', () => {
    const { lines, ease } = fitBlock('The French Connection', 'gothic', 172, 260, { maxSize: 130 });
    expect(ease).toBe(1);
    for (const { text, size } of lines) expect(textWidth('gothic', text) * size).toBeCloseTo(172, 6);
  });
});

describe('faces', () => {
  it('takes another face for a whole title when the wanted one lacks a letter', () => {
    expect(faceFor('cut', 'Amélie')).toBe('cut');
    expect(faceFor('cut', 'Król Łódź')).toBe('gothic');
  });
});
