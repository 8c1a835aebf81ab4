import { MAX_LINE_BYTES } from './lineReader.ts';
import type { RatingsLayout } from './movieLensLayouts.ts';
import type { SkipLog } from './skipLog.ts';

/**
 * Rows of a ratings file as columns. Only the first `length` entries count; the arrays are used again for the next batch.
 * Ratings are kept in half stars (1..10), the grid of every MovieLens set.
 */
export interface RatingBatch {
  readonly userIds: Int32Array;
  readonly itemIds: Int32Array;
  readonly halfStars: Uint8Array;
  /** Seconds since 1970, 0 where the file has none. */
  readonly timestamps: Uint32Array;
  /** 1-based line of each row. */
  readonly lines: Int32Array;
  length: number;
}

const BATCH_ROWS = 65_536;
const LF = 10;
const CR = 13;
const MAX_ID = 2_147_483_647;
const MAX_SECONDS = 4_294_967_295;

/**
 * Reads a numeric ratings file without making a string of any row: 25 million rows are read at the speed of the bytes. Rows that are wrong go
 * to `skips` with their line number. Holds at most one chunk and MAX_LINE_BYTES, whatever the input.
 * @yields batches; the same object every time, to be consumed before the next.
 */
export async function* readRatings(
  bytes: AsyncIterable<Uint8Array>,
  layout: RatingsLayout,
  file: string,
  skips: SkipLog,
): AsyncGenerator<RatingBatch> {
  const batch: RatingBatch = {
    userIds: new Int32Array(BATCH_ROWS),
    itemIds: new Int32Array(BATCH_ROWS),
    halfStars: new Uint8Array(BATCH_ROWS),
    timestamps: new Uint32Array(BATCH_ROWS),
    lines: new Int32Array(BATCH_ROWS),
    length: 0,
  };
  const parseRow = createRowParser(layout, batch, file, skips);
  let carry: Uint8Array = new Uint8Array(0);
  let line = 0;
  let overlong = false;
  for await (const given of bytes) {
    // Node's Buffer wraps every access that matters here; the plain array does not.
    const chunk = new Uint8Array(given.buffer, given.byteOffset, given.length);
    let from = 0;
    for (let end = lineEnd(chunk, 0); end >= 0; end = lineEnd(chunk, from)) {
      line++;
      if (overlong || carry.length + end - from > MAX_LINE_BYTES) skips.skip(file, line, tooLong);
      else if (carry.length > 0) parseRow(join(carry, chunk.subarray(from, end)), 0, carry.length + end - from, line);
      else parseRow(chunk, from, end, line);
      overlong = false;
      if (carry.length > 0) carry = new Uint8Array(0);
      from = end + 1;
      if (batch.length === BATCH_ROWS) {
        yield batch;
        batch.length = 0;
      }
    }
    if (overlong || carry.length + chunk.length - from > MAX_LINE_BYTES) {
      overlong = true;
      carry = new Uint8Array(0);
    } else {
      carry = join(carry, chunk.subarray(from));
    }
    if (batch.length > 0) {
      yield batch;
      batch.length = 0;
    }
  }
  if (overlong) skips.skip(file, line + 1, tooLong);
  else if (carry.length > 0) parseRow(carry, 0, carry.length, line + 1);
  if (batch.length > 0) yield batch;
}

const tooLong = `the line is longer than ${MAX_LINE_BYTES} bytes`;

/** Where the line that begins at `from` ends, or -1; rows are short, so that a loop beats a call into the engine. */
function lineEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) if (bytes[at] === LF) return at;
  return -1;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a, 0);
  joined.set(b, a.length);
  return joined;
}

type ParseRow = (bytes: Uint8Array, from: number, end: number, line: number) => void;

function createRowParser(layout: RatingsLayout, batch: RatingBatch, file: string, skips: SkipLog): ParseRow {
  const { numColumns, separator, user, item, rating, timestamp } = layout;
  const separatorByte = separator.charCodeAt(0);
  const separatorLength = separator.length;
  // Start and end of each field of the row at hand.
  const starts = new Int32Array(numColumns + 1);
  const ends = new Int32Array(numColumns + 1);

  function splitFields(bytes: Uint8Array, from: number, end: number): number {
    let count = 0;
    let start = from;
    for (let at = from; at < end; at++) {
      if (bytes[at] !== separatorByte) continue;
      if (separatorLength === 2) {
        if (bytes[at + 1] !== separatorByte || at + 1 >= end) continue;
      }
      if (count < numColumns) {
        starts[count] = start;
        ends[count] = at;
      }
      count++;
      at += separatorLength - 1;
      start = at + 1;
    }
    if (count < numColumns) {
      starts[count] = start;
      ends[count] = end;
    }
    return count + 1;
  }

  function field(bytes: Uint8Array, column: number): string {
    return String.fromCharCode(...bytes.subarray(starts[column]!, Math.min(ends[column]!, starts[column]! + 20)));
  }

  return (bytes, from, lineFeed, line) => {
    const end = lineFeed > from && bytes[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed;
    if (end === from || (line === 1 && layout.hasHeader)) return;
    if (line === 1 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf) from += 3;
    const count = splitFields(bytes, from, end);
    if (count !== numColumns) {
      skips.skip(file, line, `${count} ${count === 1 ? 'column' : 'columns'} instead of ${numColumns}`);
      return;
    }
    const userId = integerAt(bytes, starts[user]!, ends[user]!, MAX_ID);
    if (userId < 0) return skips.skip(file, line, `the user id "${field(bytes, user)}" is no whole number`);
    const itemId = integerAt(bytes, starts[item]!, ends[item]!, MAX_ID);
    if (itemId < 1) return skips.skip(file, line, `the film id "${field(bytes, item)}" is no whole number above 0`);
    const halfStars = halfStarsAt(bytes, starts[rating]!, ends[rating]!);
    if (halfStars < 1) return skips.skip(file, line, `the rating "${field(bytes, rating)}" is not one of 0.5, 1, ... 5`);
    let seconds = 0;
    if (timestamp !== null) {
      seconds = secondsAt(bytes, starts[timestamp]!, ends[timestamp]!);
      if (seconds < 0) return skips.skip(file, line, `the time "${field(bytes, timestamp)}" is no number of seconds since 1970`);
    }
    const at = batch.length++;
    batch.userIds[at] = userId;
    batch.itemIds[at] = itemId;
    batch.halfStars[at] = halfStars;
    batch.timestamps[at] = seconds;
    batch.lines[at] = line;
  };
}

const QUOTE = 34;
const ZERO = 48;
const NINE = 57;
const POINT = 46;

/** A non-negative decimal integer up to `max`, quotes around it allowed; -1 where it is none. */
function integerAt(bytes: Uint8Array, from: number, end: number, max: number): number {
  if (end - from > 2 && bytes[from] === QUOTE && bytes[end - 1] === QUOTE) {
    from++;
    end--;
  }
  if (end <= from || end - from > 12) return -1;
  let value = 0;
  for (let at = from; at < end; at++) {
    const byte = bytes[at]!;
    if (byte < ZERO || byte > NINE) return -1;
    value = value * 10 + (byte - ZERO);
  }
  return value <= max ? value : -1;
}

/** Seconds, a fraction cut off (some exports write 978300760.0). */
function secondsAt(bytes: Uint8Array, from: number, end: number): number {
  for (let point = from; point < end; point++) {
    if (bytes[point] !== POINT) continue;
    for (let at = point + 1; at < end; at++) if (bytes[at]! < ZERO || bytes[at]! > NINE) return -1;
    return integerAt(bytes, from, point, MAX_SECONDS);
  }
  return integerAt(bytes, from, end, MAX_SECONDS);
}

/** 1..10 for "0.5", "1", "1.0", ... "5"; 0 for everything else ("7", "3.3", "NaN", ""). */
function halfStarsAt(bytes: Uint8Array, from: number, end: number): number {
  if (end - from > 2 && bytes[from] === QUOTE && bytes[end - 1] === QUOTE) {
    from++;
    end--;
  }
  const whole = bytes[from]! - ZERO;
  if (end <= from || whole < 0 || whole > 5) return 0;
  let half = 0;
  if (end > from + 1) {
    if (bytes[from + 1] !== POINT || end === from + 2) return 0;
    const tenths = bytes[from + 2]! - ZERO;
    if (tenths !== 0 && tenths !== 5) return 0;
    for (let at = from + 3; at < end; at++) if (bytes[at] !== ZERO) return 0;
    half = tenths === 5 ? 1 : 0;
  }
  const halfStars = whole * 2 + half;
  return halfStars <= 10 ? halfStars : 0;
}
