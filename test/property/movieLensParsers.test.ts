import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../src-main/core/base/rng.ts';
import { csvFields } from '../../src-main/core/data/csvFields.ts';
import { detectLayout, type RatingsLayout } from '../../src-main/core/data/movieLensLayouts.ts';
import { readRatings } from '../../src-main/core/data/ratingsParser.ts';
import { foldText, prefixDistance } from '../../src-main/core/data/searchText.ts';
import { createSkipLog } from '../../src-main/core/data/skipLog.ts';
import { displayTitle } from '../../src-main/core/data/titles.ts';
import { inPieces } from '../helpers/byteStreams.ts';
import '../helpers/propertySeed.ts';

type Row = readonly [user: number, item: number, stars: number, seconds: number];

const row = fc.tuple(
  fc.integer({ min: 0, max: 2_147_483_647 }),
  fc.integer({ min: 1, max: 2_147_483_647 }),
  fc.integer({ min: 1, max: 10 }).map((half) => half / 2),
  fc.integer({ min: 0, max: 4_294_967_295 }),
);
const layout = (separator: ',' | '\t' | '::', hasHeader: boolean): RatingsLayout => ({
  kind: 'ratings',
  separator,
  hasHeader,
  user: 0,
  item: 1,
  rating: 2,
  timestamp: 3,
  numColumns: 4,
});

async function parsed(text: string, from: RatingsLayout, seed: number): Promise<{ rows: Row[]; lines: number[]; skips: number }> {
  const skips = createSkipLog();
  const rows: Row[] = [];
  const lines: number[] = [];
  for await (const batch of readRatings(inPieces(Buffer.from(text), createRng(seed), 17), from, 'f', skips)) {
    for (let i = 0; i < batch.length; i++) {
      rows.push([batch.userIds[i]!, batch.itemIds[i]!, batch.halfStars[i]! / 2, batch.timestamps[i]!]);
      lines.push(batch.lines[i]!);
    }
  }
  return { rows, lines, skips: skips.count };
}

describe('readRatings', () => {
  it('reads back what was written, wherever the reads end and the lines break', async () => {
    const shape = fc.tuple(
      fc.constantFrom(',', '\t', '::'),
      fc.boolean(),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
      fc.nat(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), shape, async (rows, [separator, hasHeader, end, lastEnd, decimals, seed]) => {
        const lines = rows.map(([u, i, stars, t]) => [u, i, decimals ? stars.toFixed(1) : stars, t].join(separator));
        if (hasHeader) lines.unshift(['userId', 'movieId', 'rating', 'timestamp'].join(separator));
        const text = lines.join(end) + (lastEnd && lines.length > 0 ? end : '');
        const result = await parsed(text, layout(separator as ',', hasHeader), seed);
        expect(result.rows).toEqual(rows);
        expect(result.skips).toBe(0);
        expect(result.lines).toEqual(rows.map((_, index) => index + (hasHeader ? 2 : 1)));
      }),
      { numRuns: 300 },
    );
  });

  it('never throws and never invents: each line is a valid row or a counted skip', async () => {
    const piece = fc.oneof(
      fc.constantFrom(',', '\n', '\r\n', '.', '"', '5', '0.5', '7', 'NaN', '-1', '1', '31', '964982703', ' ', '\0', 'é'),
      fc.string({ maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), fc.nat(), async (pieces, seed) => {
        const text = pieces.join('');
        const { rows, skips } = await parsed(text, layout(',', false), seed);
        const full = text
          .split('\n')
          .map((line) => line.replace(/\r$/, ''))
          .filter((line) => line !== '');
        expect(rows.length + skips).toBe(full.length);
        for (const [user, item, stars, seconds] of rows) {
          expect(user >= 0 && item >= 1 && stars >= 0.5 && stars <= 5 && Number.isInteger(stars * 2) && seconds >= 0).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['1,2,7,3', 'not one of'],
    ['1,2,0,3', 'not one of'],
    ['1,2,NaN,3', 'not one of'],
    ['1,2,3.3,3', 'not one of'],
    ['1,2,-3,3', 'not one of'],
    ['1,2,5.5,3', 'not one of'],
    ['1,2,,3', 'not one of'],
    ['1,2,3', '3 columns instead of 4'],
    ['1,2,3,4,5', '5 columns instead of 4'],
    ['x,2,3,4', 'user id'],
    ['1,0,3,4', 'film id'],
    ['1,2.5,3,4', 'film id'],
    ['1,99999999999,3,4', 'film id'],
    ['1,2,3,yesterday', 'seconds'],
    ['1,2,3,-5', 'seconds'],
  ])('skips %s, saying why and where', async (line, why) => {
    const skips = createSkipLog();
    const bytes = inPieces(Buffer.from(`1,2,3,4\n${line}\n1,3,4.5,9\n`), createRng(1), 5);
    let rows = 0;
    for await (const batch of readRatings(bytes, layout(',', false), 'ratings.csv', skips)) rows += batch.length;
    expect(rows).toBe(2);
    expect(skips.rows).toEqual([{ file: 'ratings.csv', line: 2, why: expect.stringContaining(why) as string }]);
  });

  it('detects what it reads', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.constantFrom('\t', '::'), (rows, separator) => {
        const text = rows.map((fields) => fields.join(separator)).join('\n');
        expect(detectLayout(Buffer.from(text), true)).toEqual(layout(separator as '\t', false));
      }),
    );
  });
});

describe('csvFields', () => {
  const line = fc.array(fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('a,b', 'say "hi"', '""', ',', ' x ')), {
    minLength: 1,
    maxLength: 6,
  });

  it('reads back any fields that were quoted by the rules', () => {
    fc.assert(
      fc.property(line, (fields) => {
        const clean = fields.map((field) => field.replace(/[\r\n]/g, ' '));
        const text = clean.map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
        expect(csvFields(text)).toEqual(clean);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with csv-parse on every line that one accepts', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('"', ',', 'a', 'bc', ' ', '""'), { minLength: 1, maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let expected: string[] | null;
        try {
          expected = parse(text, { relax_column_count: true, skip_empty_lines: false })[0] ?? null;
        } catch {
          expected = null;
        }
        expect(csvFields(text)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('titles and folding', () => {
  it('any text gives a title, folding is idempotent and leaves letters and digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { title } = displayTitle(text);
        expect(typeof title).toBe('string');
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
        expect(folded).toMatch(/^[\p{L}\p{N} ]*$/u);
      }),
      { numRuns: 500 },
    );
  });

  /** Optimal string alignment by its definition, to the best prefix of `word`. */
  function slowPrefixDistance(typed: string, word: string): number {
    const memo = new Map<string, number>();
    const distance = (i: number, j: number): number => {
      if (i === 0 || j === 0) return i + j;
      const key = `${i},${j}`;
      const known = memo.get(key);
      if (known !== undefined) return known;
      let cost = Math.min(distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + (typed[i - 1] === word[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) cost = Math.min(cost, distance(i - 2, j - 2) + 1);
      memo.set(key, cost);
      return cost;
    };
    return Math.min(...Array.from({ length: word.length + 1 }, (_, end) => distance(typed.length, end)));
  }

  it('prefixDistance equals its definition up to the limit', () => {
    const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (typed, other, limit) => {
        expect(prefixDistance(typed, other, limit)).toBe(Math.min(limit + 1, slowPrefixDistance(typed, other)));
      }),
      { numRuns: 1000 },
    );
  });
});
