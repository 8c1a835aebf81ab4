import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { checkKills } from '../../../../helpers/trainingKills.ts';

const KILLS = 3;
const EPOCHS = 24;

const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'marquee-fits-')));
  return folders.at(-1)!;
};
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

describe('a fit in steps', () => {
  it.for(['sgd-mf', 'svdpp', 'bpr'] as const)(
    `of %s, killed ${KILLS} times with SIGKILL and resumed, ends in the bits of one that ran through`,
    { timeout: 240_000 },
    (model) => checkKills(folder, KILLS, { fixture: 'fitChild.ts', length: EPOCHS, rest: [model] }),
  );
});
