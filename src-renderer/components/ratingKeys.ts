/** What a key asks of the rating control. */
export type RatingIntent =
  | { readonly kind: 'set'; readonly stars: number; readonly by: 'digit' | 'half' | 'arrow' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'undo' };

export const MAX_STARS = 5;
export const STEP = 0.5;

interface KeyLike {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * The keys of the rating control: 1 to 5 set, `.` adds a half, arrows step 0.5, Home and End go to the ends, Delete clears,
 * Z undoes. Null for every other key, and for `.` where there is nothing to add a half to,
 * as with a `step` of whole stars.
 */
export function ratingIntent(event: KeyLike, stars: number | null, step = STEP): RatingIntent | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const set = (value: number, by: 'digit' | 'half' | 'arrow'): RatingIntent => ({
    kind: 'set',
    stars: Math.min(MAX_STARS, Math.max(step, value)),
    by,
  });
  if (/^[1-5]$/.test(event.key)) return set(Number(event.key), 'digit');
  switch (event.key) {
    case '.':
    case ',':
      return step !== STEP || stars === null || stars >= MAX_STARS || !Number.isInteger(stars) ? null : set(stars + STEP, 'half');
    case 'ArrowRight':
    case 'ArrowUp':
      return set((stars ?? 0) + step, 'arrow');
    case 'ArrowLeft':
    case 'ArrowDown':
      return stars === null ? null : set(stars - step, 'arrow');
    case 'Home':
      return set(step, 'arrow');
    case 'End':
      return set(MAX_STARS, 'arrow');
    case 'Delete':
    case 'Backspace':
      return stars === null ? null : { kind: 'clear' };
    case 'z':
    case 'Z':
      return { kind: 'undo' };
    default:
      return null;
  }
}

/** The rating under a pointer: `position` is its share of the control's width; the left half of a star is the half, where there are halves. */
export function starsAt(position: number, step = STEP): number {
  return Math.min(MAX_STARS, Math.max(step, Math.ceil((position * MAX_STARS) / step) * step));
}
