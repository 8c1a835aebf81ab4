import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Catalogue, openCatalogue } from '../../../../src-main/core/storage/catalogue.ts';
import { type DatasetStore, openDatasetStore } from '../../../../src-main/core/storage/datasetStore.ts';
import { hasSharedData, needsSharedData, sharedData } from '../../../helpers/sharedData.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';
import { csvFiles, writeFiles } from '../../../helpers/tinyMovieLens.ts';

const resourcesDir = join(import.meta.dirname, '../../../../resources');

// Built once: the tests below only read it.
const sharedDir = mkdtempSync(join(tmpdir(), 'marquee-catalogue-'));
const shipped = openCatalogue({ dataDir: sharedDir, resourcesDir });
afterAll(() => {
  shipped.close();
  rmSync(sharedDir, { recursive: true, force: true });
});

function open(dataDir: string, datasets?: DatasetStore): Catalogue {
  const catalogue = openCatalogue(datasets === undefined ? { dataDir, resourcesDir } : { dataDir, resourcesDir, datasets });
  onTestFinished(() => catalogue.close());
  return catalogue;
}

describe('the shipped catalogue', () => {
  it('holds the films of ml-latest-small with display titles, ids and how well known they are', () => {
    const catalogue = shipped;
    expect(catalogue.summary()).toMatchObject({ numFilms: 9742, firstYear: 1902, lastYear: 2018 });
    expect(catalogue.summary().genres).toHaveLength(19);
    expect(catalogue.film(29)).toMatchObject({
      rawTitle: 'City of Lost Children, The (Cité des enfants perdus, La) (1995)',
      title: 'The City of Lost Children',
      originalTitle: 'La Cité des enfants perdus',
      year: 1995,
      imdbId: 'tt0112682',
      tmdbId: 902,
    });
    expect(catalogue.film(999_999_999)).toBeNull();
    expect(catalogue.films()[0]!.popularity).toBeGreaterThan(0.3);
  });

  it('shows a wall of many genres and decades', () => {
    const wall = shipped.wall(40);
    expect(new Set(wall.map(({ id }) => id)).size).toBe(40);
    expect(new Set(wall.map(({ year }) => Math.floor(year! / 10))).size).toBeGreaterThanOrEqual(6);
    expect(new Set(wall.flatMap(({ genres }) => genres)).size).toBeGreaterThanOrEqual(15);
  });
});

describe('the shipped files', () => {
  it.skipIf(!hasSharedData)(`are those of ml-latest-small, byte for byte, and the figures are sums over people${needsSharedData}`, () => {
    for (const file of ['movies.csv', 'links.csv', 'README.txt']) {
      const original = readFileSync(join(sharedData, 'ml-latest-small', file));
      expect(readFileSync(join(resourcesDir, 'catalogue', file)).equals(original)).toBe(true);
    }
    const rows = readFileSync(join(resourcesDir, 'catalogue', 'filmStatistics.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const counts = rows.map((row) => Number(row.split(',')[1]));
    expect(rows).toHaveLength(9724);
    // A mean of fewer than five ratings would tell what single people gave.
    expect(rows.every((row) => Number(row.split(',')[1]) >= 5 || row.split(',')[2] === '')).toBe(true);
    // All of ml-latest-small, and those of ml-1m whose film is in it.
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(100_836 + 950_000);
    expect(total).toBeLessThan(100_836 + 1_000_209);
  });
});

describe('search', () => {
  it.each([
    ['matrix 1999', 'The Matrix'],
    ['the matrix', 'The Matrix'],
    ['matrix, the', 'The Matrix'],
    ['matirx', 'The Matrix'],
    ['MATRIX', 'The Matrix'],
    ['godfater', 'The Godfather'],
    ['inceptoin', 'Inception'],
    ['eternl sunshne', 'Eternal Sunshine of the Spotless Mind'],
    ['terminater 2', 'Terminator 2: Judgment Day'],
    ['amélie', 'Amelie'],
    ['leon', 'Léon: The Professional'],
    ['walle', 'WALL·E'],
    ['wall-e', 'WALL·E'],
    ['starwars', 'Star Wars: Episode IV – A New Hope'],
    ['rocky 2', 'Rocky II'],
    ["schindler's", 'Schindler’s List'],
    ['schindlers list', 'Schindler’s List'],
    ['the jurassic park', 'Jurassic Park'],
    ['shichinin', 'Seven Samurai'],
    ['cite des enfants', 'The City of Lost Children'],
    ['it 2017', 'It'],
    ['up', 'Up'],
    ['fargo 1996', 'Fargo'],
    ['teh matrix', 'The Matrix'],
    ['hte godfather', 'The Godfather'],
    ['et', 'E.T. the Extra-Terrestrial'],
    ['jws', 'Jaws'],
    ['jaws', 'Jaws'],
  ])('"%s" finds %s first', (query, title) => {
    expect(shipped.search(query, 5)[0]?.film.title).toBe(title);
  });

  it('takes "teh" alone for the article, and answers with titles that begin so', () => {
    const titles = shipped.search('teh', 12).map(({ film }) => film.title);
    expect(titles.length).toBe(12);
    expect(titles.filter((title) => title.startsWith('The ')).length).toBeGreaterThan(6);
  });

  it('marks what matched, in the title as it is shown', () => {
    const marked = (query: string): string[] => {
      const { film, highlights } = shipped.search(query, 1)[0]!;
      return highlights.map(([from, to]) => film.title.slice(from, to));
    };
    expect(marked('lord ring')).toEqual(['Lord', 'Ring', 'Ring']);
    expect(marked('schindlers')).toEqual(['Schindler’s']);
    expect(marked('walle')).toEqual(['WALL·E']);
    expect(marked('leo')).toEqual(['Léo']);
  });

  it('answers an empty query with well-known films, and nonsense with nothing', () => {
    const catalogue = shipped;
    expect(catalogue.search('  ', 3).map(({ film }) => film.id)).toEqual(
      catalogue
        .films()
        .slice(0, 3)
        .map(({ id }) => id),
    );
    expect(catalogue.search('xyzzyqq', 5)).toEqual([]);
  });

  it.each(['"', '*', 'a AND', 'NOT', 'NEAR(a b)', 'title:x', '^', '(', '-', '\0', '😀', 'a'.repeat(200), '%', "'; DROP TABLE films; --"])(
    'takes %j for words, never for a query language',
    (query) => {
      expect(Array.isArray(shipped.search(query, 5))).toBe(true);
    },
  );
});

describe('with an imported data set', () => {
  it('takes no films from one that numbers its films in another way', async () => {
    const dataDir = temporaryFolder();
    const datasets = openDatasetStore(dataDir);
    onTestFinished(() => datasets.close());
    const extras = writeFiles(join(dataDir, 'extras'), {
      'plots.jsonl': '{"movieId":10,"overview":"Of another film.","director":"Some Body"}\n',
    });
    const path = writeFiles(join(dataDir, 'in'), csvFiles);
    await datasets.importDataset({ path, name: 'other', details: join(extras, 'plots.jsonl') }, { clock: Date.now });
    const catalogue = open(dataDir, datasets);
    expect(catalogue.numFilms).toBe(9742);
    expect(catalogue.film(10)?.title).toBe('GoldenEye');
    expect(catalogue.details(10)).toBeNull();
    expect(catalogue.search('some body', 5).filter(({ person }) => person !== null)).toEqual([]);
  });

  it.skipIf(!hasSharedData)(
    `finds people and serves details and posters, and forgets them when it is removed${needsSharedData}`,
    async () => {
      const dataDir = temporaryFolder();
      const datasets = openDatasetStore(dataDir);
      onTestFinished(() => datasets.close());
      const catalogue = open(dataDir, datasets);
      expect(catalogue.search('tom hanks', 3)).toEqual([]);
      const extras = { details: join(sharedData, 'plots.jsonl.gz'), posters: join(sharedData, 'posters-128x192.tar') };
      await datasets.importDataset({ path: join(sharedData, 'ml-1m'), name: 'one', ...extras }, { clock: Date.now });
      catalogue.refresh();
      // 934 films of ml-1m are not in ml-latest-small.
      expect(catalogue.numFilms).toBe(10_676);
      expect(catalogue.search('tom hanks', 3).map(({ person }) => person)).toEqual(['Tom Hanks', 'Tom Hanks', 'Tom Hanks']);
      expect(catalogue.search('tarantino pulp', 1)[0]!.film.title).toBe('Pulp Fiction');
      expect(catalogue.details(1)).toMatchObject({ director: 'John Lasseter' });
      expect(catalogue.hasPoster(1)).toBe(true);
      expect(catalogue.poster(1)?.mediaType).toBe('image/webp');
      datasets.remove('one');
      catalogue.refresh();
      expect(catalogue.numFilms).toBe(9742);
      expect(catalogue.hasPoster(1)).toBe(false);
      expect(catalogue.details(1)).toBeNull();
    },
  );
});
