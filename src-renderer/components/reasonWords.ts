import type { Film, Reason } from '../../src-main/contract/shared.ts';
import { counted, formatStars } from './numberWords.ts';

export interface ReasonLine {
  readonly label: string;
  readonly value: string;
  readonly isStrong?: boolean;
}

export interface ReasonWords {
  /** "Because you rated", and the part in bold. */
  readonly lead: string;
  readonly strong: string;
  /** The film named as the cause, whose poster stands before the words. */
  readonly film: Film | null;
  /** One number for a closed row: "+ 0.25". */
  readonly short: string | null;
  readonly lines: readonly ReasonLine[];
  /** How the numbers came about. */
  readonly note: string;
}

/** A reason as a person reads it. Every number comes from the reason itself; nothing is rounded into a better story. */
export function reasonWords(reason: Reason): ReasonWords {
  switch (reason.kind) {
    case 'rated-film': {
      const digits = digitsFor(reason.scoreWith, reason.scoreWithout);
      const difference = signed(reason.scoreWith - reason.scoreWithout, digits);
      return {
        lead: 'Because you rated',
        strong: `${reason.film.title} ${formatStars(reason.stars)}`,
        film: reason.film,
        short: difference,
        lines: [
          { label: `Score with your ${reason.film.title} rating`, value: reason.scoreWith.toFixed(digits), isStrong: true },
          { label: 'Without it', value: reason.scoreWithout.toFixed(digits) },
          { label: 'Difference it makes', value: difference, isStrong: true },
        ],
        note: `${
          reason.placesLost > 0
            ? `Checked: the score was computed again without this rating; the film would stand ${counted(reason.placesLost, 'place')} lower.`
            : 'Checked: the score was computed again without this rating.'
        } ${UNITS}`,
      };
    }
    case 'people-like-you':
      return {
        lead: 'Liked more by',
        strong: reason.groups.join(', '),
        film: null,
        short: signed(reason.groupMean - reason.overallMean, 2),
        lines: [
          { label: `Their mean (${counted(reason.people, 'person', 'people')})`, value: reason.groupMean.toFixed(2), isStrong: true },
          { label: 'Mean of everyone', value: reason.overallMean.toFixed(2) },
          { label: 'Difference', value: signed(reason.groupMean - reason.overallMean, 2), isStrong: true },
        ],
        note: 'From the profile you filled in; a rating or two and your own taste counts more.',
      };
    case 'liked-by-many':
      return {
        lead: 'Liked by',
        strong: counted(reason.people, 'person', 'people'),
        film: null,
        short: reason.mean.toFixed(1),
        lines: [
          { label: 'People who rated it', value: counted(reason.people, 'person', 'people') },
          { label: 'Their mean', value: reason.mean.toFixed(2), isStrong: true },
        ],
        note: 'No single rating of yours is behind this film.',
      };
  }
}

/** What the numbers of a score are, and are not. */
const UNITS = 'A score has units of the model’s own, neither stars nor per cent: it says what stands before what, and nothing else.';

/** Enough decimals to see the difference: scores of some models are thousandths. */
function digitsFor(scoreWith: number, scoreWithout: number): number {
  const difference = Math.abs(scoreWith - scoreWithout);
  if (difference === 0) return 2;
  return Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(difference))));
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'} ${Math.abs(value).toFixed(digits)}`;
}
