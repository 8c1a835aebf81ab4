import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandlerContext } from '../../../src-main/compute/computeContract.ts';
import { embedDataset } from '../../../src-main/compute/embedHandler.ts';
import { silentLogger } from '../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../src-main/core/base/progress.ts';
import { createRng } from '../../../src-main/core/base/rng.ts';
import { encodePng } from '../../../src-main/core/diffusion/imageCodec.ts';
import { openDatasetStore } from '../../../src-main/core/storage/datasetStore.ts';
import { openEmbeddingCache } from '../../../src-main/core/storage/embeddingCache.ts';
import { importHubModel } from '../../../src-main/core/storage/modelHub.ts';
import { sentenceEncoderModel } from '../../../src-main/core/embedding/hubModels.ts';
import { repositoryRoot } from '../../helpers/host.ts';
import { hasSharedData, needsSharedData, sharedData } from '../../helpers/sharedData.ts';
import { writeSmallDataset } from '../../helpers/smallDataset.ts';

const options = { clock: Date.now, nowMs: () => performance.now(), logger: silentLogger };
let folder: string;
let dataDir: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-embed-'));
  dataDir = join(folder, 'data');
  writeSmallDataset(join(folder, 'small'));
  const posters = join(folder, 'posters');
  mkdirSync(posters);
  const rng = createRng(8, 'posters');
  for (const id of [1, 50, 260]) {
    const colour = [rng.integer(256), rng.integer(256), rng.integer(256)];
    const pixels = Uint8Array.from({ length: 24 * 36 * 3 }, (_, i) => colour[i % 3]! ^ (Math.floor(i / 300) % 2 === 0 ? 0 : 63));
    writeFileSync(join(posters, `${id}.png`), await encodePng({ width: 24, height: 36, pixels }));
  }
  // A PNG by its first bytes, and nothing behind them.
  writeFileSync(join(posters, '296.png'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3));
  const plots = [1, 50, 296].map((movieId) =>
    JSON.stringify({ movieId, overview: `Film ${movieId} tells of a toy that is afraid of number ${movieId}.` }),
  );
  writeFileSync(join(folder, 'plots.jsonl'), plots.join('\n'));
  const store = openDatasetStore(dataDir);
  await store.importDataset(
    { path: join(folder, 'small'), name: 'small', details: join(folder, 'plots.jsonl'), posters },
    { clock: Date.now, logger: silentLogger },
  );
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const embed = (parts: { text: boolean; posters: boolean }, context: Partial<HandlerContext> = {}) =>
  embedDataset(
    { dataDir, modelsDir: join(repositoryRoot, 'models'), dataset: 'small', device: 'cpu', ...parts },
    { signal: new AbortController().signal, reportProgress: ignoreProgress, ...context },
    options,
  );

describe('embedding a data set', () => {
  it('computes each poster once, skips the damaged one, and says so', async () => {
    const first = await embed({ text: false, posters: true });
    expect(first).toMatchObject({ text: null, posters: { total: 4, computed: 3, skipped: 1, why: null } });
    expect(first.posters!.encoder).toMatch(/^efficientnet-lite0@[0-9a-f]{12}$/);
    expect((await embed({ text: false, posters: true })).posters).toMatchObject({ total: 4, computed: 0, skipped: 1 });
    const cache = openEmbeddingCache(dataDir);
    expect(cache.encoders().find(({ encoder }) => encoder === first.posters!.encoder)?.vectors).toBe(3);
    cache.close();
  });

  it('says what to do where the model that reads plots is missing, and refuses an unknown data set', async () => {
    expect((await embed({ text: true, posters: false })).text).toMatchObject({
      encoder: null,
      why: expect.stringMatching(/download it or import/),
    });
    const unknown = embedDataset(
      { dataDir, modelsDir: 'models', dataset: 'never', device: 'cpu', text: true, posters: true },
      { signal: new AbortController().signal, reportProgress: ignoreProgress },
      options,
    );
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
  });

  it.skipIf(!hasSharedData)(
    `keeps what was read when it is cancelled, and gives the vectors to whoever loads the data${needsSharedData}`,
    async () => {
      await importHubModel(dataDir, sentenceEncoderModel, join(sharedData, 'models/Xenova/all-MiniLM-L6-v2'));
      const controller = new AbortController();
      controller.abort();
      await expect(embed({ text: true, posters: false }, { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
      expect((await embed({ text: true, posters: false })).text).toMatchObject({ total: 3, computed: 3 });
      expect((await embed({ text: true, posters: false })).text).toMatchObject({ total: 3, computed: 0 });
      const store = openDatasetStore(dataDir);
      const { features, items } = store.load('small');
      store.close();
      expect(features?.text).toMatchObject({ encoder: 'all-MiniLM-L6-v2', size: 384 });
      expect(features!.text!.isPresent[items.indexOf(1)]).toBe(1);
      expect(features!.text!.isPresent[items.indexOf(858)] ?? 0).toBe(0);
    },
  );
});
