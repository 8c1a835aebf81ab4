import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { galleryCommand } from '../../../../src-main/hosts/cli/commands/gallery.ts';
import { runCli } from '../../../../src-main/hosts/cli/runCli.ts';
import { findAppPaths } from '../../../../src-main/hosts/shared/appPaths.ts';
import { existsSync } from 'node:fs';
import { done } from '../../../helpers/jobEnds.ts';
import { openTestApplication, type TestApplication } from '../../../helpers/testApplication.ts';
import { TINY_PAINTER, writeTinyPainter } from '../../../helpers/tinyPainter.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let app: TestApplication;

async function run(...argv: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const write = (text: string): void => void (out += text);
  const code = await runCli(['gallery', ...argv, '--data-dir', app.dataDir], {
    paths: findAppPaths(),
    streams: { out: write, err: write, isTerminal: false },
    env: {},
    clock: Date.now,
    signal: new AbortController().signal,
  });
  return { code, out };
}

beforeAll(async () => {
  app = await openTestApplication();
  await writeTinyPainter(app.dataDir);
});
afterAll(() => app?.close());

it('lists what was painted, by the schema that it promises', async () => {
  expect((await run()).out).toContain('Nothing was painted yet');
  const { jobId } = await app.client.images.paint({ prompt: 'a blue sea', seed: 9, steps: 1, count: 2 });
  await done(app.client, jobId);
  const { code, out } = await run('--find', 'sea', '--model', TINY_PAINTER, '--json');
  expect(code).toBe(0);
  const listed = galleryCommand.schema.parse(JSON.parse(out)) as { total: number; images: { path: string; seed: number }[] };
  expect(listed).toMatchObject({ total: 2, images: [{ seed: 9 }, { seed: 9 }] });
  expect(listed.images.every(({ path }) => existsSync(path))).toBe(true);
  expect((await run('--seed', '10')).out).toContain('nothing fits');
  expect((await run('--seed', 'x')).code).toBe(2);
});
