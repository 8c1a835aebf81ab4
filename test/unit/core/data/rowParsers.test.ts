import { describe, expect, it } from 'vitest';
import { ageGroupOf, parse1mUser, parse100kUser } from '../../../../src-main/core/data/demographicCodes.ts';
import { parseFilm, parseLink, parseTag } from '../../../../src-main/core/data/filmsParser.ts';
import { createIdIndex } from '../../../../src-main/core/data/idIndex.ts';
import { readLines } from '../../../../src-main/core/data/lineReader.ts';
import { ratingScaleOf } from '../../../../src-main/core/data/ratingScale.ts';
import { createSkipLog } from '../../../../src-main/core/data/skipLog.ts';
import { decodeLine } from '../../../../src-main/core/data/textEncoding.ts';
import { oneChunk } from '../../../helpers/byteStreams.ts';

describe('films', () => {
  it('reads all three layouts alike', () => {
    const flags = '0|1|0|0|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0';
    const film = { id: 3, title: 'Net, The', year: 1995, genres: ['Action', 'Children', 'Comedy'] };
    expect(parseFilm('3,"Net, The (1995)",Action|Children|Comedy', 'csv')).toEqual(film);
    expect(parseFilm("3::Net, The (1995)::Action|Children's|Comedy", '::')).toEqual(film);
    expect(parseFilm(`3|Net, The (1995)|01-Jan-1995||http://x|${flags}`, 'u.item')).toEqual(film);
  });

  it('reads a title that holds the separator, quotes inside quotes, and no genres', () => {
    expect(parseFilm('9::A::B (2000)::Drama', '::')).toMatchObject({ title: 'A::B', year: 2000 });
    expect(parseFilm('7789,"11\'09""01 - September 11 (2002)",Drama', 'csv')).toMatchObject({
      title: '11\'09"01 - September 11',
      year: 2002,
    });
    expect(parseFilm('5,Moonlight,(no genres listed)', 'csv')).toMatchObject({ genres: [], year: null });
  });

  it.each(['', 'x,A (2000),Drama', '0,A,Drama', '1,"A (2000),Drama', '1,A', '1,,Drama', '99999999999,A,Drama'])('refuses %j', (line) => {
    expect(parseFilm(line, 'csv')).toHaveProperty('why');
  });
});

describe('links and tags', () => {
  it('pads the id of IMDb and lets ids be missing', () => {
    expect(parseLink('1,0114709,862')).toEqual({ id: 1, imdbId: 'tt0114709', tmdbId: 862 });
    expect(parseLink('1,114709,')).toEqual({ id: 1, imdbId: 'tt0114709', tmdbId: null });
    expect(parseLink('a,b,c')).toBeNull();
    expect(parseTag('2,5,"dry, funny",9', 'csv')).toEqual({ userId: 2, filmId: 5, tag: 'dry, funny', timestamp: 9 });
    expect(parseTag('2::5::a::b::9', '::')).toEqual({ userId: 2, filmId: 5, tag: 'a::b', timestamp: 9 });
    expect(parseTag('2,5,9', 'csv')).toBeNull();
  });
});

describe('users', () => {
  it("turns 100K's ages and words into the codes of 1M", () => {
    expect(parse1mUser('1::F::1::10::48067')).toEqual({ id: 1, demographics: { age: 1, gender: 'F', occupation: 10 } });
    expect(parse100kUser('1|24|M|technician|85711')).toEqual({ id: 1, demographics: { age: 18, gender: 'M', occupation: 17 } });
    expect(parse100kUser('2|15|F|student|1')).toMatchObject({ demographics: { age: 1, occupation: 10 } });
    expect(parse100kUser('2|21|F|student|1')).toMatchObject({ demographics: { occupation: 4 } });
    expect(parse100kUser('2|21|F|none|1')).toMatchObject({ demographics: { occupation: null } });
    expect(parse1mUser('1::X::1::10::4')).toBeNull();
    expect(parse1mUser('1::F::1::77::4')).toBeNull();
    expect([7, 17, 18, 24, 25, 49, 50, 56, 99].map(ageGroupOf)).toEqual([1, 1, 18, 18, 25, 45, 50, 56, 56]);
  });
});

describe('lines', () => {
  const lines = async (text: string): Promise<(string | null)[]> => {
    const all: (string | null)[] = [];
    for await (const batch of readLines(oneChunk(text))) all.push(...batch.map((line) => line.text));
    return all;
  };

  it('end with LF or CRLF or not at all, and a byte order mark is dropped', async () => {
    expect(await lines('\ufeffa\r\nb\n\nc')).toEqual(['a', 'b', '', 'c']);
    expect(await lines('')).toEqual([]);
    expect(await lines('a\n')).toEqual(['a']);
  });

  it('longer than 64 KiB are passed over, and numbered', async () => {
    expect(await lines(`a\n${'x'.repeat(70_000)}\nb`)).toEqual(['a', null, 'b']);
    expect(await lines(`a\n${'x'.repeat(70_000)}`)).toEqual(['a', null]);
  });

  it('are UTF-8 where they can be, and Latin-1 otherwise', () => {
    expect(decodeLine(Buffer.from('Cité', 'utf8'))).toBe('Cité');
    expect(decodeLine(Buffer.from('Cité', 'latin1'))).toBe('Cité');
  });
});

describe('small parts', () => {
  it('indexes ids of every size in order of first sight', () => {
    const index = createIdIndex();
    const ids = [5, 2_147_483_647, 0, 4_194_303, 4_194_304, 5, 100_000];
    expect(ids.map((id) => index.add(id))).toEqual([0, 1, 2, 3, 4, 0, 5]);
    expect([...index.ids()]).toEqual([5, 2_147_483_647, 0, 4_194_303, 4_194_304, 100_000]);
    expect([index.indexOf(4_194_304), index.indexOf(6), index.indexOf(2_000_000_000)]).toEqual([4, -1, -1]);
  });

  it('reads the rating scale from the data', () => {
    const histogram = (given: number[]): number[] => Array.from({ length: 11 }, (_, half) => (given.includes(half) ? 3 : 0));
    expect(ratingScaleOf(histogram([2, 4, 6, 8, 10]))).toEqual({ min: 1, max: 5, step: 1 });
    expect(ratingScaleOf(histogram([1, 2, 7, 10]))).toEqual({ min: 0.5, max: 5, step: 0.5 });
    expect(ratingScaleOf(histogram([6, 10]))).toEqual({ min: 3, max: 5, step: 1 });
  });

  it('counts every skip and keeps the first thousand', () => {
    const log = createSkipLog();
    for (let line = 1; line <= 5000; line++) log.skip('f', line, 'why');
    expect([log.count, log.rows.length, log.rows.at(-1)?.line]).toEqual([5000, 1000, 1000]);
  });
});
