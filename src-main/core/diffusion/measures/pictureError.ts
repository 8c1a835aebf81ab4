/** Peak signal-to-noise ratio in decibels of planes from -1 to 1, rounded to bytes as pictures are. */
export function peakSignalToNoise(a: Float32Array, b: Float32Array): number {
  const byte = (value: number): number => Math.max(0, Math.min(255, Math.round((value + 1) * 127.5)));
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (byte(a[i]!) - byte(b[i]!)) ** 2;
  return squares === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10((255 * 255 * a.length) / squares);
}
