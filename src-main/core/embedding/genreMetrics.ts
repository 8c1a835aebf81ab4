import { type PosterGenre, posterGenres } from './posterGenres.ts';

export interface GenreFigures {
  readonly genre: PosterGenre;
  /** Films that have it. */
  readonly films: number;
  /** Chance that a film with the genre is ranked above one without, ties half (Hanley and McNeil 1982). */
  readonly auc: number;
  /** Mean precision at the places of the films that have it (Manning et al. 2008, section 8.4); chance gives films / all. */
  readonly averagePrecision: number;
}

/** @param scores [films, genres] @param targets the same shape, 1 or 0 @returns genres that at least one film has and one has not */
export function genreFigures(scores: Float32Array, targets: Float32Array): GenreFigures[] {
  const width = posterGenres.length;
  const count = scores.length / width;
  return posterGenres.flatMap((genre, g) => {
    const column = Array.from({ length: count }, (_, film) => ({ score: scores[film * width + g]!, has: targets[film * width + g] === 1 }));
    const films = column.filter(({ has }) => has).length;
    if (films === 0 || films === count) return [];
    return [{ genre, films, auc: areaUnderCurve(column), averagePrecision: averagePrecision(column) }];
  });
}

export const meanOf = (figures: readonly GenreFigures[], key: 'auc' | 'averagePrecision'): number =>
  figures.reduce((sum, figure) => sum + figure[key], 0) / figures.length;

type Scored = readonly { readonly score: number; readonly has: boolean }[];

/** From the mean rank of the films that have it: U / (positives negatives). */
function areaUnderCurve(column: Scored): number {
  const sorted = [...column].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to]!.score === sorted[from]!.score) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) if (sorted[i]!.has) rankSum += rank;
    from = to;
  }
  const positives = column.filter(({ has }) => has).length;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (column.length - positives));
}

function averagePrecision(column: Scored): number {
  const sorted = [...column].sort((a, b) => b.score - a.score);
  let found = 0;
  let sum = 0;
  sorted.forEach(({ has }, place) => {
    if (has) sum += ++found / (place + 1);
  });
  return sum / found;
}
