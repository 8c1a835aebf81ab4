const Z = 1.959963984540054;

/** 95 % interval of a share (Wilson, "Probable Inference", JASA 1927); never leaves 0 to 1. @param total at least 1 */
export function wilsonInterval(successes: number, total: number): [number, number] {
  const share = successes / total;
  const center = share + (Z * Z) / (2 * total);
  const half = Z * Math.sqrt((share * (1 - share)) / total + (Z * Z) / (4 * total * total));
  const scale = 1 + (Z * Z) / total;
  return [Math.max(0, (center - half) / scale), Math.min(1, (center + half) / scale)];
}
