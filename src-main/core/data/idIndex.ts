/** Dense indices for ids in order of first sight, growing while a file is read. */
export interface IdIndex {
  readonly size: number;
  /** The id's index; a new one for an id not seen before. */
  add(id: number): number;
  /** -1 for an id not seen. */
  indexOf(id: number): number;
  /** A copy of the ids by index. */
  ids(): Int32Array;
}

// Ids below this are looked up in an array (at most 16 MiB), others in a map: MovieLens ids are small, and an array is
// four times as fast over 25 million rows.
const DIRECT_LIMIT = 1 << 22;

export function createIdIndex(): IdIndex {
  let direct = new Int32Array(1 << 12).fill(-1);
  const sparse = new Map<number, number>();
  let ids = new Int32Array(1 << 10);
  let size = 0;

  function indexOf(id: number): number {
    if (id < direct.length) return direct[id]!;
    return id < DIRECT_LIMIT ? -1 : (sparse.get(id) ?? -1);
  }

  function add(id: number): number {
    const known = indexOf(id);
    if (known >= 0) return known;
    if (size === ids.length) ids = grown(ids, size * 2, 0);
    ids[size] = id;
    if (id >= DIRECT_LIMIT) sparse.set(id, size);
    else {
      if (id >= direct.length) direct = grown(direct, Math.min(DIRECT_LIMIT, Math.max(id + 1, direct.length * 2)), -1);
      direct[id] = size;
    }
    return size++;
  }

  return {
    get size() {
      return size;
    },
    add,
    indexOf,
    ids: () => ids.slice(0, size),
  };
}

function grown(from: Int32Array<ArrayBuffer>, length: number, fill: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  if (fill !== 0) larger.fill(fill, from.length);
  larger.set(from);
  return larger;
}
