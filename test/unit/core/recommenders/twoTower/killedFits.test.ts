import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, it } from 'vitest';
import { checkKills } from '../../../../helpers/trainingKills.ts';

const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'marquee-towers-')));
  return folders.at(-1)!;
};
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

it('a fit of two-tower, killed 3 times with SIGKILL and resumed, ends in the bits of one that ran through', { timeout: 240_000 }, () =>
  checkKills(folder, 3, { fixture: 'fitChild.ts', length: 60, rest: ['two-tower'] }),
);
