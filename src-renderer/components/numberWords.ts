const whole = new Intl.NumberFormat('en');

/** 9742 as "9,742". */
export const formatCount = (count: number): string => whole.format(count);

/** "1 film", "9,742 films". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A person's own rating: "5", "4.5". */
export const formatStars = (stars: number): string => String(stars);

/** The machine's guess, always with one decimal: "4.0". */
export const formatGuess = (stars: number): string => stars.toFixed(1);

/** 0.934 as "93 %". A probability is never shown as certain: 1 to 99. */
export const formatPercent = (share: number): string => `${Math.min(99, Math.max(1, Math.round(share * 100)))} %`;

/** Seconds as people say them: "2 seconds", "4 min", "2 h". */
export function formatDuration(seconds: number): string {
  if (seconds < 1.5) return '1 second';
  if (seconds < 90) return `${Math.round(seconds)} seconds`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}
