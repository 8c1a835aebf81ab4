/** 0 to 1 in words. */
export function varietyWords(variety: number): string {
  if (variety < 0.05) return 'As ranked';
  if (variety < 0.35) return 'A little varied';
  if (variety < 0.75) return 'Varied';
  return 'Very varied';
}

/** -1 (lesser known) to 1 (famous) in words. */
export function fameWords(fame: number): string {
  if (Math.abs(fame) < 0.05) return 'As ranked';
  if (fame <= -0.75) return 'Lesser known';
  if (fame < 0) return 'Lean to lesser known';
  if (fame < 0.75) return 'Lean to famous';
  return 'Famous';
}

export const yearsWords = (from: number, to: number): string => (from === to ? String(from) : `${from} to ${to}`);
