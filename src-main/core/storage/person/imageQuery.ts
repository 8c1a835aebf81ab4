export interface ImageFilter {
  /** Words that the prompt must hold, in any order, or the number of a seed. */
  readonly text?: string | undefined;
  readonly seed?: number | undefined;
  readonly model?: string | undefined;
  readonly filmId?: number | undefined;
  readonly batchId?: string | undefined;
  readonly favourites?: boolean | undefined;
  /** The least rating; what was never rated is left out. */
  readonly rating?: number | undefined;
  /** Milliseconds since 1970, both inclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

const NEWEST = 'created_at DESC, picture DESC';
/** What was not rated or not painted for a film comes last: NULL is the least of values. */
const orders = {
  newest: NEWEST,
  oldest: 'created_at, picture',
  rating: `rating DESC, ${NEWEST}`,
  favourites: `is_favourite DESC, ${NEWEST}`,
  model: `model, ${NEWEST}`,
  film: `film_id IS NULL, film_id, ${NEWEST}`,
} as const;
export type ImageSort = keyof typeof orders;

/** What stands behind ORDER BY. */
export const orderOf = (sort: ImageSort): string => orders[sort];

const MOST_WORDS = 12;

/** The texts of conditions are ours and few, so that their statements stay prepared; what a person typed is only ever a value. */
export function conditionsOf(filter: ImageFilter): { readonly where: string; readonly values: (string | number)[] } {
  const conditions = ['deleted_at IS NULL'];
  const values: (string | number)[] = [];
  const add = (condition: string, ...given: (string | number)[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  const text = filter.text?.trim() ?? '';
  for (const word of text.split(/\s+/).slice(0, MOST_WORDS)) {
    if (word === '') continue;
    const pattern = `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    if (/^\d{1,10}$/.test(word)) add(String.raw`(prompt LIKE ? ESCAPE '\' OR seed = ?)`, pattern, Number(word));
    else add(String.raw`(prompt LIKE ? ESCAPE '\' OR genres LIKE ? ESCAPE '\')`, pattern, pattern);
  }
  if (filter.seed !== undefined) add('seed = ?', filter.seed);
  if (filter.model !== undefined) add('model = ?', filter.model);
  if (filter.filmId !== undefined) add('film_id = ?', filter.filmId);
  if (filter.batchId !== undefined) add('batch_id = ?', filter.batchId);
  if (filter.favourites === true) add('is_favourite = 1');
  if (filter.rating !== undefined) add('rating >= ?', filter.rating);
  if (filter.from !== undefined) add('created_at >= ?', filter.from);
  if (filter.to !== undefined) add('created_at <= ?', filter.to);
  return { where: conditions.join(' AND '), values };
}
