import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, it } from 'vitest';
import { checkKills } from '../helpers/trainingKills.ts';

const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'marquee-checkpoints-')));
  return folders.at(-1)!;
};
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

/** A smaller dose can be asked for, to see that all of them run. */
const KILLS = Number(process.env['MARQUEE_SOAK_KILLS'] ?? 50);
/** Of the moments of the kills; said when something fails. */
const seed = Number(process.env['MARQUEE_SOAK_SEED'] ?? Date.now() % 2 ** 31);

it(`a training run killed ${KILLS} times and resumed ends in the bits of one that ran through`, () =>
  checkKills(folder, KILLS, { fixture: 'trainingChild.ts', length: 20 * (KILLS + 2), seed }));

for (const model of ['sgd-mf', 'svdpp', 'bpr', 'two-tower'] as const)
  it(`a fit of ${model} killed ${KILLS} times and resumed ends in the bits of one that ran through`, () =>
    checkKills(folder, KILLS, { fixture: 'fitChild.ts', length: 8 * (KILLS + 5), rest: [model], seed }));

for (const model of ['bayes-mf', 'fm'] as const)
  it(`chains of ${model} killed ${KILLS} times and resumed end in the bits of ones that ran through`, () =>
    checkKills(folder, KILLS, { fixture: 'fitChild.ts', length: 60 * (KILLS + 5), rest: [model], checkpointSteps: 10, seed }));
