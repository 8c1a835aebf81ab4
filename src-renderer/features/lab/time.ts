/** "0.6 s", "48 s", "3 min 20 s", "2 h 5 min": how long something took or will take. */
export function spanWords(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** "20:14" of the same day, else "18 Nov, 20:14". */
export function momentWords(then: number, now: number): string {
  return new Date(then).toDateString() === new Date(now).toDateString() ? clock.format(then) : day.format(then);
}
