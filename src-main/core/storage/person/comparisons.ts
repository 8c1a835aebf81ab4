import type { Connection } from './connection.ts';
import type { JsonValue } from './settings.ts';

export interface StoredComparison {
  readonly comparisonId: string;
  readonly title: string;
  readonly prompts: readonly string[];
  /** Of the order and the sides in which pairs are shown. */
  readonly seed: number;
  readonly createdAt: number;
  /** Distances to reference pictures; null where nobody asked. */
  readonly measures: JsonValue;
}

/** A model whose pictures are compared. */
export interface StoredEntrant {
  readonly entrantId: string;
  readonly comparisonId: string;
  readonly name: string;
  /** Painted here, or brought from elsewhere. */
  readonly origin: 'painted' | 'brought';
  /** For one picture, as a person entered it. */
  readonly seconds: number | null;
  readonly addedAt: number;
}

export interface ComparedPicture {
  readonly pictureId: string;
  readonly entrantId: string;
  /** Place among the prompts, from 0. */
  readonly prompt: number;
  /** Name below the folder of comparisons. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** As measured; null for pictures from elsewhere. */
  readonly ms: number | null;
}

export type VoteResult = 'left' | 'right' | 'tie';

export interface StoredVote {
  readonly vote: number;
  readonly leftPicture: string;
  readonly rightPicture: string;
  readonly result: VoteResult;
  readonly votedAt: number;
}

export interface ComparisonRepository {
  add(comparison: Omit<StoredComparison, 'measures'>): void;
  get(comparisonId: string): StoredComparison | null;
  /** Newest first. */
  list(): StoredComparison[];
  setMeasures(comparisonId: string, measures: JsonValue): void;
  remove(comparisonId: string): void;
  /** @returns false where the name is taken. */
  addEntrant(entrant: StoredEntrant): boolean;
  entrants(comparisonId: string): StoredEntrant[];
  removeEntrant(entrantId: string): void;
  /** @returns false where this entrant has a picture for the prompt. */
  addPicture(picture: ComparedPicture): boolean;
  picture(pictureId: string): ComparedPicture | null;
  pictures(comparisonId: string): ComparedPicture[];
  addVote(comparisonId: string, vote: Omit<StoredVote, 'vote'>): void;
  /** Takes the last vote back. @returns false where there is none. */
  undoVote(comparisonId: string): boolean;
  /** Oldest first. */
  votes(comparisonId: string): StoredVote[];
}

interface ComparisonRow {
  readonly comparison_id: string;
  readonly title: string;
  readonly prompts: string;
  readonly seed: number;
  readonly created_at: number;
  readonly measures: string | null;
}
interface EntrantRow {
  readonly entrant_id: string;
  readonly comparison_id: string;
  readonly name: string;
  readonly origin: StoredEntrant['origin'];
  readonly seconds: number | null;
  readonly added_at: number;
}
interface PictureRow {
  readonly picture_id: string;
  readonly entrant_id: string;
  readonly prompt: number;
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly ms: number | null;
}
interface VoteRow {
  readonly vote: number;
  readonly left_picture: string;
  readonly right_picture: string;
  readonly result: VoteResult;
  readonly voted_at: number;
}

export function createComparisons({ sql, write }: Connection): ComparisonRepository {
  return {
    add: ({ comparisonId, title, prompts, seed, createdAt }) =>
      void write(() =>
        sql('INSERT INTO comparisons (comparison_id, title, prompts, seed, created_at) VALUES (?, ?, ?, ?, ?)').run(
          comparisonId,
          title,
          JSON.stringify(prompts),
          seed,
          createdAt,
        ),
      ),
    get(comparisonId) {
      const row = sql('SELECT * FROM comparisons WHERE comparison_id = ?').get(comparisonId) as ComparisonRow | undefined;
      return row === undefined ? null : comparisonOf(row);
    },
    list: () => (sql('SELECT * FROM comparisons ORDER BY created_at DESC, rowid DESC').all() as ComparisonRow[]).map(comparisonOf),
    setMeasures: (comparisonId, measures) =>
      void write(() =>
        sql('UPDATE comparisons SET measures = ? WHERE comparison_id = ?').run(
          measures === null ? null : JSON.stringify(measures),
          comparisonId,
        ),
      ),
    remove: (comparisonId) => void write(() => sql('DELETE FROM comparisons WHERE comparison_id = ?').run(comparisonId)),
    addEntrant: ({ entrantId, comparisonId, name, origin, seconds, addedAt }) =>
      write(
        () =>
          sql('INSERT INTO comparison_entrants VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
            entrantId,
            comparisonId,
            name,
            origin,
            seconds,
            addedAt,
          ).changes > 0,
      ),
    entrants: (comparisonId) =>
      (sql('SELECT * FROM comparison_entrants WHERE comparison_id = ? ORDER BY added_at, rowid').all(comparisonId) as EntrantRow[]).map(
        entrantOf,
      ),
    removeEntrant: (entrantId) => void write(() => sql('DELETE FROM comparison_entrants WHERE entrant_id = ?').run(entrantId)),
    addPicture: ({ pictureId, entrantId, prompt, file, width, height, ms }) =>
      write(
        () =>
          sql('INSERT INTO comparison_pictures VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
            pictureId,
            entrantId,
            prompt,
            file,
            width,
            height,
            ms,
          ).changes > 0,
      ),
    picture(pictureId) {
      const row = sql('SELECT * FROM comparison_pictures WHERE picture_id = ?').get(pictureId) as PictureRow | undefined;
      return row === undefined ? null : pictureOf(row);
    },
    pictures: (comparisonId) =>
      (
        sql(
          'SELECT comparison_pictures.* FROM comparison_pictures JOIN comparison_entrants USING (entrant_id) WHERE comparison_id = ? ORDER BY prompt, added_at',
        ).all(comparisonId) as PictureRow[]
      ).map(pictureOf),
    addVote: (comparisonId, { leftPicture, rightPicture, result, votedAt }) =>
      void write(() =>
        sql('INSERT INTO comparison_votes (comparison_id, left_picture, right_picture, result, voted_at) VALUES (?, ?, ?, ?, ?)').run(
          comparisonId,
          leftPicture,
          rightPicture,
          result,
          votedAt,
        ),
      ),
    undoVote: (comparisonId) =>
      write(
        () =>
          sql('DELETE FROM comparison_votes WHERE vote = (SELECT max(vote) FROM comparison_votes WHERE comparison_id = ?)').run(
            comparisonId,
          ).changes > 0,
      ),
    votes: (comparisonId) =>
      (sql('SELECT * FROM comparison_votes WHERE comparison_id = ? ORDER BY vote').all(comparisonId) as VoteRow[]).map((row) => ({
        vote: row.vote,
        leftPicture: row.left_picture,
        rightPicture: row.right_picture,
        result: row.result,
        votedAt: row.voted_at,
      })),
  };
}

const comparisonOf = (row: ComparisonRow): StoredComparison => ({
  comparisonId: row.comparison_id,
  title: row.title,
  prompts: JSON.parse(row.prompts) as string[],
  seed: row.seed,
  createdAt: row.created_at,
  measures: row.measures === null ? null : (JSON.parse(row.measures) as JsonValue),
});

const entrantOf = (row: EntrantRow): StoredEntrant => ({
  entrantId: row.entrant_id,
  comparisonId: row.comparison_id,
  name: row.name,
  origin: row.origin,
  seconds: row.seconds,
  addedAt: row.added_at,
});

const pictureOf = (row: PictureRow): ComparedPicture => ({
  pictureId: row.picture_id,
  entrantId: row.entrant_id,
  prompt: row.prompt,
  file: row.file,
  width: row.width,
  height: row.height,
  ms: row.ms,
});
