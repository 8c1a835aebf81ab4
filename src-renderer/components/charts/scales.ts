/** From a value to a place in pixels. */
export interface Scale {
  (value: number): number;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
}

function scaleOf(
  domain: readonly [number, number],
  range: readonly [number, number],
  ticks: readonly number[],
  at: (value: number) => number,
): Scale {
  return Object.assign(at, { domain, range, ticks });
}

/** @param count about how many ticks; they stand at multiples of 1, 2 or 5 times a power of ten. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number], count = 5): Scale {
  const [low, high] = widened(domain);
  const [from, to] = range;
  return scaleOf([low, high], range, linearTicks(low, high, count), (value) => from + ((value - low) / (high - low)) * (to - from));
}

/** Logarithmic in base ten; the domain must be positive. */
export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = widened([Math.max(domain[0], Number.MIN_VALUE), Math.max(domain[1], Number.MIN_VALUE)]);
  const [from, to] = range;
  const [logLow, logHigh] = [Math.log10(low), Math.log10(high)];
  const ticks: number[] = [];
  for (let power = Math.ceil(logLow - 1e-9); power <= logHigh + 1e-9; power++) ticks.push(10 ** power);
  const at = (value: number): number => from + ((Math.log10(Math.max(value, low)) - logLow) / (logHigh - logLow)) * (to - from);
  return scaleOf([low, high], range, ticks.length >= 2 ? ticks : linearTicks(low, high, 4), at);
}

/** A domain that the ends of nice ticks close. */
export function niceDomain(low: number, high: number, count = 5): [number, number] {
  const [from, to] = widened([low, high]);
  const step = niceStep(from, to, count);
  return [Math.floor(from / step + 1e-9) * step, Math.ceil(to / step - 1e-9) * step];
}

/** Least and greatest of the finite ones; 0 and 1 where there is none. */
export function extent(values: Iterable<number>): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

export function linearTicks(low: number, high: number, count: number): number[] {
  const step = niceStep(low, high, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiples are rounded again: 3 x 0.1 is not 0.3.
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toFixed(Math.min(20, digits + 1))));
}

function niceStep(low: number, high: number, count: number): number {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10) * power;
}

function widened([low, high]: readonly [number, number]): [number, number] {
  if (high > low) return [low, high];
  const half = Math.abs(low) > 0 ? Math.abs(low) * 0.1 : 0.5;
  return [low - half, low + half];
}
