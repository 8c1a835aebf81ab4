/** By the hour of the day, 0 to 23. */
export function greeting(hour: number): string {
  if (hour >= 5 && hour < 12) return 'Good morning.';
  if (hour >= 12 && hour < 18) return 'Good afternoon.';
  return 'Good evening.';
}

/** A name for a profile whose person gave none: "Me", then "Me 2" and so on. */
export function unusedName(taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.trim().toLowerCase()));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'Me' : `Me ${number}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}
