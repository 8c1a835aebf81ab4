import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { galleryCommand } from '../../../../src-main/hosts/cli/commands/gallery.ts';
import { existsSync } from 'node:fs';
import { testCli } from '../../../helpers/cli.ts';
import { done } from '../../../helpers/jobEnds.ts';
import { openTestApplication, type TestApplication } from '../../../helpers/testApplication.ts';
import { TINY_PAINTER, writeTinyPainter } from '../../../helpers/tinyPainter.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let app: TestApplication;

const cli = testCli(() => app.dataDir);
const run = (...argv: string[]) => cli.run('gallery', ...argv);

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
  const [{ imageId } = { imageId: '' }] = (await app.client.images.list({ limit: 1 })).images;
  await app.client.images.update({ imageId, rating: 4 });
  const rated = galleryCommand.schema.parse(JSON.parse((await run('--rating', '4', '--sort', 'rating', '--json')).out));
  expect(rated).toMatchObject({ total: 1, images: [{ imageId, rating: 4 }] });
  expect((await run('--rating', '6')).code).toBe(2);
  expect((await run('--seed', '10')).out).toContain('nothing fits');
  expect((await run('--seed', 'x')).code).toBe(2);
});
