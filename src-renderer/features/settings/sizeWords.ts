const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** 4,400,000 as "4.4 MB": powers of 1,000, as file managers show them. */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit]}`;
}
