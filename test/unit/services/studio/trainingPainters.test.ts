import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PainterOrderInput } from '../../../../src-main/contract/painters.ts';
import { decodeImage } from '../../../../src-main/core/diffusion/imageCodec.ts';
import { repositoryRoot } from '../../../helpers/host.ts';
import { atRest, done } from '../../../helpers/jobEnds.ts';
import { writePictures } from '../../../helpers/paintedFolder.ts';
import { becomesTrue, filesBelow } from '../../../helpers/waiting.ts';
import { openTestApplication, type TestApplication } from '../../../helpers/testApplication.ts';

// Compiling a training step takes seconds on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe('training painters in the studio', () => {
  let app: TestApplication;
  let order: PainterOrderInput & { kind: 'train' };

  beforeAll(async () => {
    app = await openTestApplication();
    const path = join(app.folder, 'pictures');
    mkdirSync(path);
    await writePictures(path, 12);
    const data = { kind: 'pictures', path } as const;
    order = { kind: 'train', name: 'mine', data, steps: 20, batch: 2, sampleEvery: 10, device: 'cpu' };
  });
  afterAll(() => app?.close());

  it('pauses, goes on, and leaves a painter with its card, a curve and samples', async () => {
    const { painters, jobs } = app.client;
    const { trainingId, jobId } = await painters.train({ ...order, saveEvery: 2 });
    const folder = join(app.dataDir, 'runs', trainingId, 'checkpoints');
    // By steps: the half minute that is usual would not be over.
    await becomesTrue(() => filesBelow(folder).some((name) => /step-\d+\.json$/.test(name)));
    expect(await jobs.pause({ jobId })).toMatchObject({ state: 'paused' });
    expect(await painters.progress({ trainingId })).toMatchObject({ training: { state: 'paused', stages: ['16x24'], finished: [] } });
    await expect(painters.train(order)).rejects.toThrow(/one is being trained; choose another name/);
    await painters.resume({ trainingId });
    expect((await done(app.client, jobId)).summary).toBe('mine can paint: 16x24.');
    const { training, points, sheets, captions, comparisonUrl } = await painters.progress({ trainingId });
    expect(training).toMatchObject({ state: 'done', device: 'cpu', steps: { '16x24': 20 }, finished: [{ stage: '16x24', steps: 20 }] });
    expect(points.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(sheets.map(({ step }) => step)).toEqual([10, 20]);
    expect(captions.length).toBeGreaterThan(3);
    expect(comparisonUrl).toBeNull();
    const sheet = await app.application.media(sheets[1]!.url.replace('/media/', ''));
    expect(await decodeImage(sheet!.bytes)).toMatchObject({ height: 152 });
    expect(existsSync(join(app.dataDir, 'runs', trainingId, 'checkpoints'))).toBe(false);
    const card = (await painters.list()).find(({ name }) => name === 'mine');
    expect(card).toMatchObject({
      name: 'mine',
      origin: 'trained',
      adapterOf: null,
      fault: null,
      stages: [{ stage: '16x24', metrics: { steps: 20 } }],
    });
  });

  it('makes low-rank adapters of a painter, shows before and after, and says what depends on what', async () => {
    const { painters } = app.client;
    const enlarger = join(repositoryRoot, 'models', 'painter-poster', 'enlarger');
    cpSync(enlarger, join(app.dataDir, 'models', 'painters', 'mine', 'enlarger'), { recursive: true });
    const { trainingId, jobId } = await painters.train({
      ...order,
      kind: 'finetune',
      name: 'redder',
      from: 'mine',
      rank: 2,
      steps: 2,
      prompts: ['a red poster'],
    });
    await done(app.client, jobId);
    const { comparisonUrl, captions, sheets } = await painters.progress({ trainingId });
    expect(captions).toEqual(['a red poster']);
    expect(sheets).toHaveLength(1);
    const picture = await app.application.media(comparisonUrl!.replace('/media/', ''));
    expect(await decodeImage(picture!.bytes)).toMatchObject({ width: 36 + 4, height: 2 * 52 + 4 });
    const cardOf = async (name: string) => (await painters.list()).find((card) => card.name === name);
    expect(await cardOf('mine')).toMatchObject({ adapters: ['redder'] });
    expect(await cardOf('redder')).toMatchObject({ adapterOf: 'mine', fault: null, stages: [{ stage: '16x24' }, { stage: 'enlarger' }] });
    await painters.remove({ name: 'mine' });
    expect(await cardOf('mine')).toBeUndefined();
    expect((await cardOf('redder'))!.fault).toMatch(/painter "mine", which is gone/);
    await painters.restore({ name: 'mine' });
    expect((await cardOf('redder'))!.fault).toBeNull();
    await painters.removeTraining({ trainingId });
    expect(existsSync(join(app.dataDir, 'runs', trainingId))).toBe(false);
    expect((await painters.trainings()).map(({ order: { name } }) => name)).toEqual(['mine']);
  });

  it('trains weights for few steps beside the first stage, with a curve and samples of their own', async () => {
    const { painters, images } = app.client;
    const quick = { ...order, name: 'quick', steps: 2, sampleEvery: 2, fewStep: true, prompts: ['a red poster'] };
    const { trainingId, jobId } = await painters.train(quick);
    expect((await done(app.client, jobId)).summary).toBe('quick can paint: 16x24, 16x24-few.');
    const { training, points, sheets } = await painters.progress({ trainingId });
    expect(training.finished.map(({ stage, steps }) => [stage, steps])).toEqual([
      ['16x24', 2],
      ['16x24-few', 2],
    ]);
    expect(points.map(({ stage, step }) => `${stage} ${step}`)).toEqual(['16x24 1', '16x24 2', '16x24-few 1', '16x24-few 2']);
    expect(sheets.map(({ stage }) => stage)).toEqual(['16x24', '16x24-few']);
    expect(await app.application.media(sheets[1]!.url.replace('/media/', ''))).not.toBeNull();
    expect((await images.painters()).find(({ name }) => name === 'quick')).toMatchObject({ width: 16, hasFewSteps: true });
  });

  it('plans steps for minutes, is cancelled in the middle, and goes on all the same', async () => {
    const { painters, jobs } = app.client;
    const { trainingId, jobId } = await painters.train({ ...order, name: 'timed', steps: null, minutes: 600 });
    for await (const { job } of await jobs.watch()) if (job.jobId === jobId && job.phase.startsWith('Training') && job.done >= 1) break;
    expect(await jobs.cancel({ jobId })).toMatchObject({ state: 'cancelled', canResume: false });
    const { training } = await painters.progress({ trainingId });
    expect(training.steps['16x24']).toBeGreaterThan(100);
    const again = await painters.resume({ trainingId });
    for await (const { job } of await jobs.watch())
      if (job.jobId === again.jobId && job.phase.startsWith('Training') && job.done >= 2) break;
    await jobs.cancel({ jobId: again.jobId });
    const { points } = await painters.progress({ trainingId });
    expect(points.map(({ step }) => step)).toEqual(points.map((_, i) => i + 1));
  });

  it('says in one sentence what is wrong with an order', async () => {
    const { painters } = app.client;
    await expect(painters.train({ ...order, name: 'other', data: { kind: 'pictures', path: '/no/such' } })).rejects.toThrow(
      /nothing at \/no\/such/,
    );
    await expect(painters.train({ ...order, kind: 'finetune', name: 'other', from: 'nobody', steps: 2 })).rejects.toThrow(
      /no painter "nobody"/,
    );
    await expect(painters.train({ ...order, name: 'other', data: { kind: 'dataset', dataset: 'none' } })).rejects.toMatchObject({
      code: 'not-found',
    });
    const { trainingId, jobId } = await painters.train({ ...order, name: 'other', data: { kind: 'pictures', path: app.dataDir } });
    expect(await atRest(app.client, jobId)).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('no PNG, JPEG or WebP') as string },
    });
    expect((await painters.progress({ trainingId })).training).toMatchObject({ state: 'failed', error: { code: 'data-invalid' } });
  });
});
