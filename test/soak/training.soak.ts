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

it('a training run killed 50 times and resumed ends in the bits of one that ran through', () =>
  checkKills(folder, 50, { fixture: 'trainingChild.ts', length: 1000 }));

for (const model of ['sgd-mf', 'svdpp', 'bpr', 'two-tower'] as const)
  it(`a fit of ${model} killed 50 times and resumed ends in the bits of one that ran through`, () =>
    checkKills(folder, 50, { fixture: 'fitChild.ts', length: 400, rest: [model] }));
