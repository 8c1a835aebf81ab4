const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
/** Neighbours on an axis of a narrow range differ late: 0.2175, 0.218. */
const small = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const MINUS = '\u2212';

/** "0.25", "1,024", "20k", "1.2M": as short as an axis wants it. */
export function axisNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${plain.format(value / 1e6).replace('-', MINUS)}M`;
  if (size >= 1e4) return `${plain.format(value / 1e3).replace('-', MINUS)}k`;
  if (size > 0 && size < 1e-3) return value.toExponential(0).replace('-', MINUS);
  return (size < 1 ? small : plain).format(value).replace('-', MINUS);
}

/** Four significant figures, for labels at the ends of lines and for tables. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '\u2013';
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-3) return value.toExponential(2).replace(/-(?=\d+\.)/, MINUS);
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
  return new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: Math.min(digits, 3) })
    .format(value)
    .replace('-', MINUS);
}

/** The same number of decimals all the way down a column: "0.0922", "11.2040". */
export const inColumn = (value: number): string => (Number.isFinite(value) ? value.toFixed(4).replace('-', MINUS) : '\u2013');

const signed =
  (size: (value: number) => string) =>
  (value: number): string =>
    `${value < 0 ? MINUS : '+'} ${size(Math.abs(value))}`;

/** "+ 0.0130", with as many decimals as its column. */
export const signedInColumn = signed(inColumn);

/** "+ 0.013", "− 0.002". */
export const signedFigure = signed(figure);

/** "+3.6 %"; what rounds to nothing has no sign. */
export function signedPercent(share: number): string {
  if (Math.abs(share) < 0.0005) return '0.0 %';
  return `${share < 0 ? MINUS : '+'}${(Math.abs(share) * 100).toFixed(1)} %`;
}
