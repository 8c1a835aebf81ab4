import { createHash } from 'node:crypto';
import { createIdIndex } from '../../data/idIndex.ts';
import { readRatings } from '../../data/ratingsParser.ts';
import type { ClassifiedSources } from './classifySources.ts';
import type { SourceReader } from './sourceReader.ts';

/** Ratings in order of the source, by index; only the first `length` entries count, and the arrays are used again. */
export interface RatingChunk {
  readonly userIndices: Int32Array;
  readonly itemIndices: Int32Array;
  readonly halfStars: Uint8Array;
  readonly timestamps: Uint32Array;
  readonly length: number;
}

/** What is known once all ratings went by. */
export interface RatingTotals {
  readonly rows: number;
  readonly hash: Buffer;
  readonly userIds: Int32Array;
  readonly itemIds: Int32Array;
  /** [11] number of ratings of 0, 0.5, ... 5 stars. */
  readonly histogram: Float64Array;
  /** By item index: number of ratings, and their sum in half stars. */
  readonly counts: Int32Array;
  readonly sums: Float64Array;
}

/** Ratings per chunk, in the data base and in the hash. */
export const CHUNK_ROWS = 65_536;

/** Turns ids into indices and hands chunks of exactly CHUNK_ROWS on (the last may be shorter), whatever the pieces that were read. */
export async function readRatingColumns(
  { source, layout }: ClassifiedSources['ratings'],
  isUnknown: (filmId: number) => boolean,
  take: (chunk: RatingChunk) => void,
  reader: SourceReader,
): Promise<RatingTotals> {
  const collector = createRatingCollector(take);
  reader.begin('Reading ratings', source);
  for await (const batch of readRatings(reader.bytes(source), layout, source.name, reader.skips)) {
    for (let row = 0; row < batch.length; row++) {
      const itemId = batch.itemIds[row]!;
      if (isUnknown(itemId)) reader.skips.skip(source.name, batch.lines[row]!, `film ${itemId} is unknown`);
      else collector.add(batch.userIds[row]!, itemId, batch.halfStars[row]!, batch.timestamps[row]!);
    }
    reader.advance(collector.rows());
  }
  return collector.finish();
}

export interface RatingCollector {
  /** @param timestamp seconds since 1970 */
  add(userId: number, itemId: number, halfStars: number, timestamp: number): void;
  rows(): number;
  finish(): RatingTotals;
}

/** Ids get their index in the order of their first rating. */
export function createRatingCollector(take: (chunk: RatingChunk) => void): RatingCollector {
  const users = createIdIndex();
  const items = createIdIndex();
  const histogram = new Float64Array(11);
  const hash = createHash('sha256');
  let counts = new Int32Array(1024);
  let sums = new Float64Array(1024);
  let rows = 0;
  // Ids go into the hash, indices to the taker.
  const userIds = new Int32Array(CHUNK_ROWS);
  const itemIds = new Int32Array(CHUNK_ROWS);
  const chunk = {
    userIndices: new Int32Array(CHUNK_ROWS),
    itemIndices: new Int32Array(CHUNK_ROWS),
    halfStars: new Uint8Array(CHUNK_ROWS),
    timestamps: new Uint32Array(CHUNK_ROWS),
    length: 0,
  };

  function flush(): void {
    const { length } = chunk;
    for (const column of [userIds, itemIds, chunk.halfStars, chunk.timestamps]) {
      hash.update(new Uint8Array(column.buffer, 0, length * column.BYTES_PER_ELEMENT));
    }
    take(chunk);
    rows += length;
    chunk.length = 0;
  }

  return {
    add(userId, itemId, halfStars, timestamp) {
      const item = items.add(itemId);
      if (item >= counts.length) {
        counts = copied(counts, new Int32Array(counts.length * 2));
        sums = copied(sums, new Float64Array(sums.length * 2));
      }
      counts[item]!++;
      sums[item]! += halfStars;
      histogram[halfStars]!++;
      const at = chunk.length++;
      userIds[at] = userId;
      itemIds[at] = itemId;
      chunk.userIndices[at] = users.add(userId);
      chunk.itemIndices[at] = item;
      chunk.halfStars[at] = halfStars;
      chunk.timestamps[at] = timestamp;
      if (chunk.length === CHUNK_ROWS) flush();
    },
    rows: () => rows + chunk.length,
    finish() {
      if (chunk.length > 0) flush();
      return {
        rows,
        hash: hash.digest(),
        userIds: users.ids(),
        itemIds: items.ids(),
        histogram,
        counts: counts.slice(0, items.size),
        sums: sums.slice(0, items.size),
      };
    },
  };
}

function copied<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
