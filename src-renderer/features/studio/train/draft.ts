import type { PainterOrderInput } from '../../../../src-main/contract/painters.ts';
import { OWN_PICTURES, type PainterDraft } from '../../../stores/painterDraftStore.ts';

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
const MOST_MINUTES = 100_000;

/** What is wrong with what was typed, by field; empty where nothing is. */
export function faultsOf(draft: PainterDraft): Partial<Record<keyof PainterDraft, string>> {
  const { kind, name, length, amount, weights, rank, prompts, sampleEvery, saveEvery, saveEveryMinutes, batch, rate, seed } = draft;
  const faults: Partial<Record<keyof PainterDraft, string>> = {};
  if (!/^([a-z0-9][a-z0-9-]{0,39})?$/.test(name)) faults.name = 'Small letters, digits and dashes, and no dash first.';
  const isTimed = kind === 'train' && length === 'minutes';
  const value = numberIn(amount);
  if (isTimed && (value === null || !(value >= 0.1 && value <= MOST_MINUTES))) faults.amount = 'A number of minutes from 0.1 to 100,000.';
  if (!isTimed && (kind === 'finetune' || length === 'steps') && (value === null || !isWholeIn(amount, 1, MOST_STEPS)))
    faults.amount = 'A whole number from 1 to 1,000,000.';
  if (kind === 'finetune' && weights === 'low-rank' && (rank.trim() === '' || !isWholeIn(rank, 1, 64)))
    faults.rank = 'A whole number from 1 to 64.';
  const lines = linesOf(prompts);
  if (lines.length > 8) faults.prompts = `Eight lines at most; these are ${lines.length}.`;
  else if (lines.some((line) => line.length > 300)) faults.prompts = 'A prompt may have 300 letters.';
  if (!isWholeIn(sampleEvery, 1, MOST_STEPS)) faults.sampleEvery = 'A whole number above zero.';
  if (!isWholeIn(saveEvery, 1, MOST_STEPS)) faults.saveEvery = 'A whole number above zero.';
  const minutes = numberIn(saveEveryMinutes);
  if (minutes !== null && !(minutes > 0 && minutes <= MOST_MINUTES)) faults.saveEveryMinutes = 'A number of minutes above zero.';
  if (!isWholeIn(batch, 1, 256)) faults.batch = 'A whole number from 1 to 256.';
  const learning = numberIn(rate);
  if (learning !== null && !(learning > 0 && learning <= 1)) faults.rate = 'A number such as 0.0005, above 0 and at most 1.';
  if (seed.trim() === '' || !isWholeIn(seed, 0, 2 ** 31 - 1)) faults.seed = 'A whole number up to 2,147,483,647.';
  return faults;
}

/** The order for a draft without faults. */
export function orderOf(draft: PainterDraft): PainterOrderInput {
  const { kind, name, source, path, details, device, prompts, sampleEvery, saveEvery, saveEveryMinutes, batch, rate, seed } = draft;
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
    saveEvery: numberIn(saveEvery),
    saveEveryMinutes: numberIn(saveEveryMinutes),
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
  const { shape, network, largest, enlarger, fewStep, length, amount } = draft;
  return {
    kind,
    ...shared,
    shape,
    network,
    largest: Number(largest) as 16 | 32 | 64,
    enlarger: enlarger && largest === '64',
    fewStep,
    steps: length === 'steps' ? Number(amount) : null,
    minutes: length === 'minutes' ? Number(amount.replace(',', '.')) : null,
  };
}
