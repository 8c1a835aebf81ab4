import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, guarded, openDatabase } from './database.ts';

/** SHA-256 of what was embedded: a text in UTF-8, or the bytes of a picture. */
export type ContentHash = Buffer;

export const contentHash = (content: string | Uint8Array): ContentHash => createHash('sha256').update(content).digest();

/**
 * Vectors by encoder and content, in `embeddings.db` of the data folder, at half precision. Whatever was computed once is found again by any
 * data set that holds the same text or picture; all of it can be computed anew.
 */
export interface EmbeddingCache {
  /** null where it was never computed. */
  find(encoder: string, content: ContentHash): Float32Array | null;
  has(encoder: string, content: ContentHash): boolean;
  /** One transaction: after it returns, a killed process finds these again. */
  save(encoder: string, entries: readonly { readonly content: ContentHash; readonly vector: Float32Array }[]): void;
  /** Encoders that have made vectors, and how many; the busiest first. */
  encoders(): { readonly encoder: string; readonly vectors: number }[];
  close(): void;
}

const FILE = 'embeddings.db';

const tables = `
  CREATE TABLE IF NOT EXISTS vectors (
    encoder TEXT NOT NULL,
    content BLOB NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (encoder, content)
  ) STRICT, WITHOUT ROWID;
`;

export function openEmbeddingCache(dataDir: string): EmbeddingCache {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, FILE);
  const database: Database = openDatabase(path, { durability: 'normal' });
  try {
    guarded(path, () => database.exec(tables));
  } catch (error) {
    database.close();
    throw error;
  }
  const select = database.prepare('SELECT vector FROM vectors WHERE encoder = ? AND content = ?').pluck();
  const exists = database.prepare('SELECT 1 FROM vectors WHERE encoder = ? AND content = ?').pluck();
  const insert = database.prepare('INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)');
  const count = database.prepare('SELECT encoder, count(*) AS vectors FROM vectors GROUP BY encoder ORDER BY vectors DESC, encoder');
  return {
    find: (encoder, content) => guarded(path, () => halves(select.get(encoder, content) as Buffer | undefined)),
    has: (encoder, content) => guarded(path, () => exists.get(encoder, content) === 1),
    save(encoder, entries) {
      guarded(path, () =>
        database.transaction(() => {
          for (const { content, vector } of entries) insert.run(encoder, content, Buffer.from(new Float16Array(vector).buffer));
        })(),
      );
    },
    encoders: () => guarded(path, () => count.all() as { encoder: string; vectors: number }[]),
    close: () => void database.close(),
  };
}

function halves(bytes: Buffer | undefined): Float32Array | null {
  if (bytes === undefined) return null;
  // Copied: a blob's memory need not be aligned to two bytes.
  return Float32Array.from(new Float16Array(new Uint8Array(bytes).buffer));
}

/** Whether anything was ever computed in this data folder. */
export const hasEmbeddingCache = (dataDir: string): boolean => existsSync(join(dataDir, FILE));
