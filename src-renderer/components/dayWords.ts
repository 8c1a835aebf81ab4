const sameYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const otherYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** "today", "yesterday", "18 Nov", "3 Feb 2024". Both times in milliseconds since 1970, days as the person's clock has them. */
export function dayWords(then: number, now: number): string {
  const day = new Date(then);
  const today = new Date(now);
  const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate()).getTime();
  if (then >= midnight) return 'today';
  if (then >= new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1).getTime()) return 'yesterday';
  return (day.getFullYear() === today.getFullYear() ? sameYear : otherYear).format(day);
}
