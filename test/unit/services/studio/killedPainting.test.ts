import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeImage } from '../../../../src-main/core/diffusion/imageCodec.ts';
import { repositoryRoot } from '../../../helpers/host.ts';
import { done } from '../../../helpers/jobEnds.ts';
import { openTestApplication } from '../../../helpers/testApplication.ts';
import { becomesTrue } from '../../../helpers/waiting.ts';
import { writeTinyPainter } from '../../../helpers/tinyPainter.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-killed-'));
const dataDir = join(folder, 'data');
const images = join(dataDir, 'images');
const order = { prompt: 'a red poster', seed: 4, steps: 40, count: 2 };

/**
 * Runs Marquee in a process of its own until its first picture is whole, so that it is in the middle of the second, then ends it as a power cut would.
 * @returns ids of the orders
 */
function killedInSecondPicture(orders: readonly object[]): Promise<string[]> {
  const host = join(import.meta.dirname, '../../../fixtures/paintHost.ts');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [host, dataDir, repositoryRoot, JSON.stringify(orders)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (bytes: Buffer) => {
      const isFirst = !output.includes('\n');
      output += bytes.toString();
      if (!isFirst || !output.includes('\n')) return;
      const first = `${output.split(/\s/)[0]}-1.png`;
      becomesTrue(() => existsSync(join(images, first))).then(() => child.kill('SIGKILL'), reject);
    });
    child.on('error', reject);
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(output.split('\n')[0]!.split(' ')) : reject(new Error(`it ended by itself: ${output}`)),
    );
  });
}

beforeAll(() => writeTinyPainter(dataDir), 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('Marquee killed in the middle of a picture keeps the queue and whole pictures, and paints the rest in the same pixels', {
  timeout: 240_000,
}, async () => {
  const [killed, waiting] = (await killedInSecondPicture([order, { ...order, seed: 9, steps: 2, count: 1 }])) as [string, string];
  const app = await openTestApplication({ dataDir, host: 'browser' });
  const { client } = app;
  try {
    const jobs = await client.jobs.list();
    const [broken, next] = [killed, waiting].map((batchId) => jobs.find(({ subject }) => subject === batchId)!);
    expect(broken).toMatchObject({ state: 'interrupted', canResume: true });
    // What waited begins by itself.
    await done(client, next!.jobId);
    const found = await client.images.list({ batchId: killed });
    expect(found.total).toBe(1);
    for (const name of readdirSync(images).filter((file) => file.includes('.png'))) {
      expect(name).toMatch(/\.png$/);
      expect(await decodeImage(readFileSync(join(images, name)))).toMatchObject({ width: 16, height: 24 });
    }
    await client.jobs.resume({ jobId: broken!.jobId });
    await done(client, broken!.jobId);
    const whole = await client.images.paint(order);
    await done(client, whole.jobId);
    for (const n of [1, 2])
      expect(readFileSync(join(images, `${killed}-${n}.png`)).equals(readFileSync(join(images, `${whole.batchId}-${n}.png`))), `${n}`).toBe(
        true,
      );
  } finally {
    await app.close();
  }
});
