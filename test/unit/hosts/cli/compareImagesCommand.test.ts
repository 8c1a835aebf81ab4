import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compareImagesCommand } from '../../../../src-main/hosts/cli/commands/compareImages.ts';
import { testCli } from '../../../helpers/cli.ts';
import { writePictures } from '../../../helpers/paintedFolder.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'marquee-'));
const cli = testCli(() => join(folder, 'data'));
const run = (...argv: string[]) => cli.run('compare-images', ...argv);

beforeAll(async () => {
  mkdirSync(join(folder, 'one'));
  await writePictures(join(folder, 'one'), 2);
  writeFileSync(join(folder, 'prompts.txt'), 'a red poster\n\n a blue poster \n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('begins a comparison, brings pictures in, lists it, and writes the report by the schema that it promises', async () => {
  expect((await run()).out).toContain('--prompts FILE begins one');
  const one = join(folder, 'one');
  const begun = await run('--prompts', join(folder, 'prompts.txt'), '--pictures', `A=${one}@2.5`, '--pictures', `B=${one}`, '--json');
  expect(begun.code).toBe(0);
  const { report, brought } = compareImagesCommand.schema.parse(JSON.parse(begun.out)) as {
    report: { comparisonId: string; entrants: unknown[] };
    brought: { taken: number }[];
  };
  expect(brought.map(({ taken }) => taken)).toEqual([2, 2]);
  expect(report).toMatchObject({ title: 'prompts', prompts: ['a red poster', 'a blue poster'], pairs: { total: 2, met: 0 }, votes: [] });
  expect(report.entrants).toMatchObject([
    { name: 'A', seconds: 2.5, isMeasured: false, kid: null },
    { name: 'B', seconds: null, interval: null },
  ]);
  const to = join(folder, 'report.md');
  const told = await run(report.comparisonId, '--to', to);
  expect(told.out).toContain('| A | 1500 |');
  expect(readFileSync(to, 'utf8')).toContain('2 prompts, 0 blind votes');
  expect((await run()).out).toContain(`${report.comparisonId}  prompts: 2 prompts, 2 models, 0 votes`);
  expect((await run('no-such-id')).code).toBe(1);
  expect((await run('x', '--prompts', 'y')).code).toBe(2);
  expect((await run('--prompts', join(folder, 'nowhere.txt'))).err).toContain('Check the spelling');
});
