import type { PainterOrderInput } from '../../../../src-main/contract/painters.ts';
import type { networkNames, shapeNames } from '../../../../src-main/contract/pictures.ts';
import type { DraftDevice } from '../../../components/deviceOptions.ts';

/** Stands for a path in place of a data set's name; no data set can be called so. */
export const OWN_PICTURES = ':path';

/** The form as it is typed. */
export interface Draft {
  readonly kind: 'train' | 'finetune';
  readonly name: string;
  readonly from: string;
  readonly source: string;
  readonly path: string;
  readonly details: string;
  readonly largest: '16' | '32' | '64';
  readonly enlarger: boolean;
  readonly network: (typeof networkNames)[number];
  readonly shape: (typeof shapeNames)[number];
  readonly length: 'usual' | 'steps' | 'minutes';
  readonly amount: string;
  readonly genre: string;
  readonly weights: 'low-rank' | 'full';
  readonly rank: string;
  readonly device: DraftDevice;
  readonly prompts: string;
  readonly sampleEvery: string;
  readonly batch: string;
  readonly rate: string;
  readonly seed: string;
}

/** @param taken names of painters that are there, the first to go on from */
export const newDraft = (taken: readonly string[]): Draft => ({
  kind: 'train',
  name: freeName(taken),
  from: taken[0] ?? '',
  source: OWN_PICTURES,
  path: '',
  details: '',
  largest: '16',
  enlarger: false,
  network: 'unet',
  shape: 'poster',
  length: 'usual',
  amount: '300',
  genre: '',
  weights: 'low-rank',
  rank: '8',
  device: 'auto',
  prompts: '',
  sampleEvery: '',
  batch: '',
  rate: '',
  seed: '1',
});

function freeName(taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? 'mine' : `mine-${n}`;
    if (!taken.includes(name)) return name;
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const numberIn = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));
const isWholeIn = (text: string, least: number, most: number): boolean => {
  const value = numberIn(text);
  return value === null || (Number.isInteger(value) && value >= least && value <= most);
};

const MOST_STEPS = 1_000_000;

/** What is wrong with what was typed, by field; empty where nothing is. */
export function faultsOf(draft: Draft): Partial<Record<keyof Draft, string>> {
  const { kind, name, length, amount, weights, rank, prompts, sampleEvery, batch, rate, seed } = draft;
  const faults: Partial<Record<keyof Draft, string>> = {};
  if (!/^([a-z0-9][a-z0-9-]{0,39})?$/.test(name)) faults.name = 'Small letters, digits and dashes, and no dash first.';
  const isTimed = kind === 'train' && length === 'minutes';
  const value = numberIn(amount);
  if (isTimed && (value === null || !(value >= 0.1 && value <= 100_000))) faults.amount = 'A number of minutes from 0.1 to 100,000.';
  if (!isTimed && (kind === 'finetune' || length === 'steps') && (value === null || !isWholeIn(amount, 1, MOST_STEPS)))
    faults.amount = 'A whole number from 1 to 1,000,000.';
  if (kind === 'finetune' && weights === 'low-rank' && (rank.trim() === '' || !isWholeIn(rank, 1, 64)))
    faults.rank = 'A whole number from 1 to 64.';
  const lines = linesOf(prompts);
  if (lines.length > 8) faults.prompts = `Eight lines at most; these are ${lines.length}.`;
  else if (lines.some((line) => line.length > 300)) faults.prompts = 'A prompt may have 300 letters.';
  if (!isWholeIn(sampleEvery, 1, MOST_STEPS)) faults.sampleEvery = 'A whole number above zero.';
  if (!isWholeIn(batch, 1, 256)) faults.batch = 'A whole number from 1 to 256.';
  const learning = numberIn(rate);
  if (learning !== null && !(learning > 0 && learning <= 1)) faults.rate = 'A number such as 0.0005, above 0 and at most 1.';
  if (seed.trim() === '' || !isWholeIn(seed, 0, 2 ** 31 - 1)) faults.seed = 'A whole number up to 2,147,483,647.';
  return faults;
}

/** The order for a draft without faults. */
export function orderOf(draft: Draft): PainterOrderInput {
  const { kind, name, source, path, details, device, prompts, sampleEvery, batch, rate, seed } = draft;
  const shared = {
    name,
    data:
      source === OWN_PICTURES
        ? { kind: 'pictures' as const, path: path.trim(), details: details.trim() === '' ? null : details.trim() }
        : { kind: 'dataset' as const, dataset: source },
    batch: numberIn(batch),
    rate: numberIn(rate),
    seed: Number(seed),
    device,
    sampleEvery: numberIn(sampleEvery),
    prompts: linesOf(prompts),
  };
  if (kind === 'finetune') {
    const { from, genre, weights, rank, amount } = draft;
    return {
      kind,
      ...shared,
      from,
      genre: genre.trim() === '' ? null : genre.trim(),
      rank: weights === 'full' ? null : Number(rank),
      steps: Number(amount),
    };
  }
  const { shape, network, largest, enlarger, length, amount } = draft;
  return {
    kind,
    ...shared,
    shape,
    network,
    largest: Number(largest) as 16 | 32 | 64,
    enlarger: enlarger && largest === '64',
    steps: length === 'steps' ? Number(amount) : null,
    minutes: length === 'minutes' ? Number(amount.replace(',', '.')) : null,
  };
}
