import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRunFiles } from '../../../src-main/core/storage/runFiles.ts';
import { writePictures } from '../../helpers/paintedFolder.ts';
import { checkKills } from '../../helpers/trainingKills.ts';

const STEPS = 44;
const folder = mkdtempSync(join(tmpdir(), 'marquee-'));
const pictures = join(folder, 'pictures');

beforeAll(async () => {
  mkdirSync(pictures);
  await writePictures(pictures, 12);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a painter’s training killed three times ends in the bits, the curve and the samples of one that was never stopped', {
  timeout: 480_000,
}, async () => {
  const folders: string[] = [];
  const next = (): string => {
    folders.push(mkdtempSync(join(folder, 'data-')));
    return folders.at(-1)!;
  };
  await checkKills(next, 3, { fixture: 'painterChild.ts', length: STEPS, rest: [pictures] });
  const samples = folders.map((dataDir) => readdirSync(join(dataDir, 'runs', 'killed')).filter((name) => name.startsWith('sample-')));
  expect(samples[0]).toEqual(['sample-16x24-00000022.png', 'sample-16x24-00000044.png']);
  expect(samples[1]).toEqual(samples[0]);
  const steps = (openRunFiles(folders[1]!, 'killed').points() as { step: number }[]).map(({ step }) => step);
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  expect(steps.at(-1)).toBe(STEPS);
});
