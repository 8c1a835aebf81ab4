import type { Entrant, PictureComparison } from '../../../contract/comparisons.ts';
import type { ComparedPicture, StoredEntrant, StoredVote } from '../../../core/storage/person/comparisons.ts';
import { type Table, toCsv } from '../../lab/tables.ts';

export interface ReportSource {
  readonly comparison: PictureComparison;
  readonly entrants: readonly StoredEntrant[];
  readonly pictures: readonly ComparedPicture[];
  readonly votes: readonly StoredVote[];
}

interface NamedVote {
  readonly votedAt: string;
  readonly prompt: number;
  readonly left: string;
  readonly right: string;
  readonly result: StoredVote['result'];
}

/** Votes with the names of the models, which nobody saw when voting. */
function namedVotes({ entrants, pictures, votes }: ReportSource): NamedVote[] {
  const names = new Map(entrants.map(({ entrantId, name }) => [entrantId, name]));
  const known = new Map(pictures.map((picture) => [picture.pictureId, picture]));
  return votes.map(({ leftPicture, rightPicture, result, votedAt }) => ({
    votedAt: new Date(votedAt).toISOString(),
    prompt: known.get(leftPicture)!.prompt + 1,
    left: names.get(known.get(leftPicture)!.entrantId)!,
    right: names.get(known.get(rightPicture)!.entrantId)!,
    result,
  }));
}

/** Everything: who took part, where they stand, and every vote. */
export const reportAsJson = (source: ReportSource): string =>
  `${JSON.stringify({ ...source.comparison, votes: namedVotes(source) }, null, 2)}\n`;

/** One row a vote. */
export function votesAsCsv(source: ReportSource): string {
  const table: Table = {
    columns: [
      { name: 'votedAt', type: 'text' },
      { name: 'prompt', type: 'integer' },
      ...['words', 'left', 'right', 'result'].map((name) => ({ name, type: 'text' }) as const),
    ],
    rows: namedVotes(source).map(({ votedAt, prompt, left, right, result }) => {
      const words = source.comparison.prompts[prompt - 1] ?? '';
      return [votedAt, prompt, words, left, right, result];
    }),
  };
  return toCsv(table);
}

const cell = (text: string): string => text.replace(/[\\|*_`<>[\]]/g, String.raw`\$&`).replace(/\s+/g, ' ');

/** For people to read. */
export function reportAsMarkdown({ comparison }: ReportSource): string {
  const { title, prompts, entrants, votes, pairs, reference, seed, createdAt } = comparison;
  const rows = entrants.toSorted((a, b) => b.elo - a.elo).map(rowOf);
  const measured =
    reference === null
      ? 'No distance to real pictures was measured.'
      : `KID: kernel distance to ${reference.pictures} reference pictures; one half of these against the other has ${reference.realHalves?.toFixed(3) ?? 'no figure'}. Under fifty pictures it says little.`;
  return [
    `# ${cell(title)}`,
    '',
    `${prompts.length} prompts, ${votes} blind votes; ${pairs.met} of ${pairs.total} pairs were voted on. Sides and order were drawn from seed ${seed}; begun ${new Date(createdAt).toISOString().slice(0, 10)}.`,
    '',
    '| model | Elo | 95 % interval | votes | won | tied | seconds a picture | KID |',
    '| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    'Elo: Bradley-Terry strengths, mean 1500, a tie being half a win, and one tied game of each with a middling one beforehand; intervals are those of the posterior (Laplace).',
    measured,
    '',
    ...prompts.map((prompt, i) => `${i + 1}. ${cell(prompt)}`),
    '',
  ].join('\n');
}

function rowOf({ name, elo, interval, votes, wins, ties, seconds, isMeasured, kid }: Entrant): string {
  const span = interval === null ? '–' : `${interval[0].toFixed(0)} to ${interval[1].toFixed(0)}`;
  const time = seconds === null ? '–' : `${seconds.toFixed(2)} (${isMeasured ? 'measured' : 'as entered'})`;
  return `| ${cell(name)} | ${elo.toFixed(0)} | ${span} | ${votes} | ${wins} | ${ties} | ${time} | ${kid === null ? '–' : kid.toFixed(3)} |`;
}
