/** How a row of a list moved since the list before. */
export type Movement = { readonly kind: 'new' } | { readonly kind: 'same' } | { readonly kind: 'up' | 'down'; readonly places: number };

/**
 * Places gained or lost by each key between two orders, both best first.
 * @returns one movement a key of `now`; null where there was no list before.
 */
export function movements(before: readonly number[] | null, now: readonly number[]): readonly (Movement | null)[] {
  if (before === null) return now.map(() => null);
  const placeBefore = new Map(before.map((key, index) => [key, index]));
  return now.map((key, index) => {
    const was = placeBefore.get(key);
    if (was === undefined) return { kind: 'new' };
    if (was === index) return { kind: 'same' };
    return was > index ? { kind: 'up', places: was - index } : { kind: 'down', places: index - was };
  });
}

/** "up 3", "down 2", "new", "same"; nothing without a list before. */
export function movementText(movement: Movement | null): string {
  if (movement === null) return '';
  return movement.kind === 'up' || movement.kind === 'down' ? `${movement.kind} ${movement.places}` : movement.kind;
}
