import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot, startHost } from '../../helpers/host.ts';
import type { Benchmark } from '../benchmark.ts';

const REPEATS = 5;

export const start: Benchmark = {
  name: 'start',
  what: 'the browser host from its launch, with an empty data folder, to the answer to its first page',
  skip: () => (existsSync(join(repositoryRoot, 'out/main/cli.js')) ? null : 'the app is not built: run it as `npm run bench`'),
  async run() {
    const samplesMs: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      const began = performance.now();
      const host = await startHost();
      try {
        const page = await fetch(`${host.origin}/`);
        if (!page.ok) throw new Error(`The host answered its first page with ${page.status}.`);
        await page.text();
        samplesMs.push(performance.now() - began);
      } finally {
        await host.stop();
      }
    }
    return { samplesMs, flops: null, bytes: null };
  },
};
