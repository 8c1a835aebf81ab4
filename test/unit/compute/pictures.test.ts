import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPainter } from '../../../src-main/compute/pictures/painterFiles.ts';
import { pictureHandlers } from '../../../src-main/compute/pictures/pictureHandlers.ts';
import { createPainterShelf } from '../../../src-main/compute/pictures/painterShelf.ts';
import type { PaintInput } from '../../../src-main/compute/pictures/paintHandler.ts';
import { readCaptions } from '../../../src-main/compute/pictures/readCaptions.ts';
import type { TrainImagesInput, TrainImagesOutput } from '../../../src-main/compute/pictures/trainImagesHandler.ts';
import { silentLogger } from '../../../src-main/core/base/logger.ts';
import type { Progress } from '../../../src-main/core/base/progress.ts';
import { decodeImage, encodePng } from '../../../src-main/core/diffusion/imageCodec.ts';
import { readPngText } from '../../../src-main/core/diffusion/pngText.ts';
import { parseRecipe } from '../../../src-main/core/diffusion/recipe.ts';
import { checkpointTimes } from '../../../src-main/core/base/checkpointTimes.ts';
import { loadModel, saveModel } from '../../../src-main/core/storage/modelStore.ts';
import { openRunFiles } from '../../../src-main/core/storage/runFiles.ts';
import { writePictures } from '../../helpers/paintedFolder.ts';

// Compiling a training step takes seconds on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const modelsDir = join(import.meta.dirname, '../../../models');
const handlers = pictureHandlers({ clock: () => 1_700_000_000_000, nowMs: () => performance.now(), logger: silentLogger });
const folder = mkdtempSync(join(tmpdir(), 'marquee-'));
const pictures = join(folder, 'pictures');
const dataDir = join(folder, 'data');

const training: TrainImagesInput = {
  dataDir,
  modelsDir,
  pictures,
  details: null,
  name: 'mine',
  shape: 'poster',
  stageWidth: 16,
  network: 'unet',
  prediction: 'velocity',
  steps: 3,
  batch: 4,
  rate: null,
  seed: 1,
  device: 'cpu',
  threads: 1,
};
const painting: PaintInput = {
  dataDir,
  modelsDir,
  model: 'mine',
  prompt: 'a red poster, with a disc',
  negativePrompt: 'blue',
  film: null,
  genres: ['Drama'],
  decade: 1970,
  seed: 7,
  steps: 2,
  guidance: 2,
  sampler: 'dpm++2m',
  count: 1,
  enlarge: false,
  recipe: true,
  out: join(folder, 'out.png'),
  device: 'cpu',
};
let whole: TrainImagesOutput;
const context = (signal = new AbortController().signal, onProgress: () => void = () => undefined) => ({
  signal,
  reportProgress: onProgress,
});

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  await writePictures(pictures, 24);
  whole = await handlers.trainImages(training, context());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('training a painter', () => {
  it('ends in the same bits whether or not it was cancelled on the way', async () => {
    const abort = new AbortController();
    const interrupted = handlers.trainImages(
      { ...training, dataDir: join(folder, 'halves') },
      { signal: abort.signal, reportProgress: ({ phase, done }) => void (phase === 'Training' && done === 2 && abort.abort()) },
    );
    await expect(interrupted).rejects.toMatchObject({ code: 'cancelled' });
    const resumed = await handlers.trainImages({ ...training, dataDir: join(folder, 'halves') }, context());
    expect(resumed.sha256).toBe(whole.sha256);
    expect(whole).toMatchObject({ stage: '16x24', heldOut: 2, steps: 3 });
    expect(whole.pictures).toBeLessThanOrEqual(22);
  });

  it('repaints the same samples while it learns, keeps a curve, and ends in the same bits as unwatched', async () => {
    const at = join(folder, 'watched');
    const watch = { runId: 'run', sampleEvery: 1, prompts: ['a red poster', 'a blue poster'] };
    let now = 0;
    const byClock = pictureHandlers({ clock: () => 0, nowMs: () => now, logger: silentLogger });
    const kept: string[][] = [];
    const aMinuteAStep = ({ phase }: Progress): void => {
      if (phase !== 'Training') return;
      const checkpoints = join(at, 'runs', 'run', 'checkpoints', '16x24');
      kept.push(existsSync(checkpoints) ? readdirSync(checkpoints).filter((name) => name.endsWith('.json')) : []);
      now += 60_000;
    };
    const watched = await byClock.trainImages(
      { ...training, dataDir: at, watch, checkpointTimes: checkpointTimes({ steps: 0, minutes: 2 }, 1) },
      { ...context(), reportProgress: aMinuteAStep },
    );
    expect(watched.sha256).toBe(whole.sha256);
    // The second minute was over after the second step.
    expect(kept).toEqual([[], [], ['step-2.json']]);
    const sheets = [2, 3].map((step) => readFileSync(join(at, 'runs', 'run', `sample-16x24-0000000${step}.png`)));
    expect(sheets[0]!.equals(sheets[1]!)).toBe(false);
    expect(await decodeImage(sheets[0]!)).toMatchObject({ width: 2 * 100 + 4, height: 148 + 4 });
    expect(JSON.parse(readFileSync(join(at, 'runs', 'run', 'samples.json'), 'utf8'))).toEqual(watch.prompts);
    const points = openRunFiles(at, 'run').points();
    expect(points).toMatchObject([1, 2, 3].map((step) => ({ stage: '16x24', step, totalSteps: 3 })));
  });

  it('begins from the weights of another stage, without its last layer where that predicts another thing', async () => {
    const lent = loadModel(whole.path).tensors;
    // A step so small that the weights stay what they were.
    const begun = { ...training, startFrom: whole.path, steps: 1, rate: 1e-9 };
    const distances = async (name: string, prediction: 'velocity' | 'clean') => {
      const { path } = await handlers.trainImages({ ...begun, name, prediction }, context());
      return Object.entries(loadModel(path).tensors).map(([key, { data }]) => {
        const before = lent[key]!.data as Float32Array;
        const most = (data as Float32Array).reduce((known, value, i) => Math.max(known, Math.abs(value - before[i]!)), 0);
        return { isLast: key.startsWith('out.'), most };
      });
    };
    for (const { most } of await distances('same', 'velocity')) expect(most).toBeLessThan(1e-6);
    const other = await distances('other', 'clean');
    for (const { isLast, most } of other) if (!isLast) expect(most).toBeLessThan(1e-6);
    expect(other.some(({ isLast, most }) => isLast && most > 1e-4)).toBe(true);
  });

  it('says what is wrong with a folder without pictures', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'notes.txt'), 'no picture');
    await expect(handlers.trainImages({ ...training, pictures: empty }, context())).rejects.toThrow(/no PNG, JPEG or WebP picture/);
    await expect(handlers.trainImages({ ...training, pictures: join(folder, 'nowhere') }, context())).rejects.toThrow(/Check the spelling/);
  });
});

describe('painting', () => {
  beforeAll(async () => {
    await handlers.trainImages({ ...training, stageWidth: 32, steps: 1, batch: 2 }, context());
  });

  it('gives the same file for the same recipe, whatever is painted beside it', async () => {
    const one = await handlers.paintImages(painting, context());
    const first = readFileSync(one.pictures[0]!.path);
    const three = await handlers.paintImages({ ...painting, count: 3, out: join(folder, 'three.png') }, context());
    expect(three.pictures.map(({ path }) => path.slice(folder.length + 1))).toEqual(['three-1.png', 'three-2.png', 'three-3.png']);
    expect(readFileSync(three.pictures[0]!.path).equals(first)).toBe(true);
    expect(new Set(three.pictures.map(({ sha256 }) => sha256)).size).toBe(3);
    expect(await decodeImage(first)).toMatchObject({ width: 32, height: 48 });
  });

  it('writes the recipe into the file, and leaves it out on demand', async () => {
    const { pictures: painted, modelSha256 } = await handlers.paintImages(painting, context());
    const recipe = parseRecipe(readPngText(readFileSync(painted[0]!.path), 'parameters')!);
    expect(recipe).toEqual({
      prompt: 'a red poster, with a disc',
      negativePrompt: 'blue',
      genres: ['Drama'],
      decade: 1970,
      seed: 7,
      index: 0,
      steps: 2,
      guidance: 2,
      sampler: 'dpm++2m',
      width: 32,
      height: 48,
      model: 'mine',
      modelHash: modelSha256.slice(0, 12),
    });
    const bare = await handlers.paintImages({ ...painting, recipe: false, out: join(folder, 'bare.png') }, context());
    expect(readPngText(readFileSync(bare.pictures[0]!.path), 'parameters')).toBeNull();
  });

  it('stops when it is cancelled and leaves no half file', async () => {
    const abort = new AbortController();
    const out = join(folder, 'cancelled.png');
    const cancelled = handlers.paintImages({ ...painting, steps: 50, out }, { signal: abort.signal, reportProgress: () => abort.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(out)).toBe(false);
  });

  it('keeps the painter open for the next picture, and opens it anew where its weights are others', async () => {
    const shelf = createPainterShelf({ logger: silentLogger });
    const parts = join(dataDir, 'models', 'painters', 'kept', '16x24');
    cpSync(join(dataDir, 'models', 'painters', 'mine', '16x24'), parts, { recursive: true });
    const wanted = { ...painting, model: 'kept' };
    const first = await shelf.borrow(wanted);
    const beside = await shelf.borrow(wanted);
    expect(beside.painter).not.toBe(first.painter);
    await beside.giveBack(true);
    await first.giveBack(true);
    const again = await shelf.borrow(wanted);
    expect(again.painter).toBe(first.painter);
    await again.giveBack(false);
    const afterFault = await shelf.borrow(wanted);
    expect(afterFault.painter).not.toBe(first.painter);
    await afterFault.giveBack(true);
    const { manifest, tensors } = loadModel(parts);
    for (const tensor of Object.values(tensors)) if (tensor.dtype === 'float32') tensor.data.fill(0.5);
    saveModel(parts, manifest, tensors);
    const changed = await shelf.borrow(wanted);
    expect(changed.painter).not.toBe(afterFault.painter);
    expect(changed.sha256).not.toBe(first.sha256);
    await changed.giveBack(true);
    await shelf.clear();
  });

  it('names what is missing', async () => {
    await expect(handlers.paintImages({ ...painting, model: 'nobody' }, context())).rejects.toThrow(/no painter "nobody"/);
    await expect(handlers.paintImages({ ...painting, enlarge: true }, context())).rejects.toThrow(/no enlarger/);
    const painters = join(dataDir, 'models', 'painters');
    cpSync(join(painters, 'mine', '32x48'), join(painters, 'gap', '32x48'), { recursive: true });
    await expect(handlers.paintImages({ ...painting, model: 'gap' }, context())).rejects.toThrow(/lacks the stage below 32x48/);
  });
});

describe('fine-tuning', () => {
  it('adds adapters beside the old weights, and the new painter paints otherwise', async () => {
    const compare = join(folder, 'compare.png');
    const painters = join(dataDir, 'models', 'painters');
    cpSync(join(painters, 'mine', '16x24'), join(painters, 'small', '16x24'), { recursive: true });
    cpSync(join(modelsDir, 'painter-poster', 'enlarger'), join(painters, 'small', 'enlarger'), { recursive: true });
    const tuned = await handlers.finetuneImages(
      { ...training, from: 'small', name: 'tuned', genre: null, rank: 2, steps: 2, batch: 4, rate: 0.05, compare },
      context(),
    );
    expect(tuned.stages).toHaveLength(1);
    expect(tuned.stages[0]!.parameters).toBeLessThan(100_000);
    expect(await decodeImage(readFileSync(compare))).toMatchObject({ width: 6 * 36 + 4, height: 2 * 52 + 4 });
    const files = readPainter(dataDir, modelsDir, 'tuned');
    expect(files.enlarger!.parameters).toEqual(readPainter(dataDir, modelsDir, 'small').enlarger!.parameters);
    const [before, after] = [readPainter(dataDir, modelsDir, 'small'), files].map(
      ({ stages }) => stages[0]!.parameters['middle.first.weight']!,
    );
    expect(after!.shape).toEqual(before!.shape);
    expect(after!.data).not.toEqual(before!.data);
    const { stages } = readPainter(dataDir, modelsDir, 'small');
    expect(files.stages[0]!.parameters['middle.norm1.gain']!.data).toEqual(stages[0]!.parameters['middle.norm1.gain']!.data);
    await expect(
      handlers.finetuneImages(
        { ...training, from: 'small', name: 'small', genre: null, rank: 2, steps: 2, batch: 4, rate: 0.05, compare: null },
        context(),
      ),
    ).rejects.toThrow(/name of its own/);
  });
});

describe('the enlarger', () => {
  it('is trained as the last stage, and doubles what is painted', async () => {
    await handlers.trainImages({ ...training, name: 'large', steps: 1 }, context());
    const enlarger = await handlers.trainImages({ ...training, name: 'large', stageWidth: 128, steps: 2, batch: 2 }, context());
    expect(enlarger).toMatchObject({ stage: 'enlarger', steps: 2 });
    const { pictures: painted } = await handlers.paintImages({ ...painting, model: 'large', enlarge: true }, context());
    expect(await decodeImage(readFileSync(painted[0]!.path))).toMatchObject({ width: 32, height: 48 });
  });
});

describe('square pictures in a plain folder', () => {
  it('are learnt from without a word, whatever their shape, and painted square', async () => {
    const plain = join(folder, 'plain');
    mkdirSync(plain);
    for (const [i, [width, height]] of [
      [40, 40],
      [64, 32],
      [30, 50],
      [16, 16],
    ].entries() as Iterable<[number, [number, number]]>) {
      const pixels = Uint8Array.from({ length: 3 * width * height }, (_, k) => (k * (i + 3)) % 256);
      writeFileSync(join(plain, `picture${i}.png`), await encodePng({ width, height, pixels }));
    }
    const square = { ...training, pictures: plain, name: 'square', shape: 'square', steps: 1, batch: 2 } as const;
    expect(await handlers.trainImages(square, context())).toMatchObject({ stage: '16x16' });
    const { pictures: painted } = await handlers.paintImages({ ...painting, model: 'square' }, context());
    expect(await decodeImage(readFileSync(painted[0]!.path))).toMatchObject({ width: 16, height: 16 });
  });
});

describe('captions', () => {
  it('come from a list before a file of the picture’s name, and are cut', async () => {
    const place = join(folder, 'captions');
    mkdirSync(place);
    writeFileSync(join(place, 'b.txt'), 'words beside b');
    writeFileSync(join(place, 'long.txt'), 'x'.repeat(1_000_000));
    writeFileSync(join(place, 'captions.csv'), 'file,text\na.png,"from a, table"\n');
    writeFileSync(join(place, 'metadata.jsonl'), '{"file_name":"c.png","text":"listed","genres":["Horror"],"year":1987}\nno json\n');
    const captionOf = await readCaptions(place, null);
    expect(captionOf('a')?.text).toBe('from a, table');
    expect(captionOf('b')?.text).toBe('words beside b');
    expect(captionOf('c')).toEqual({ genres: ['Horror'], decade: 1980, text: 'listed' });
    expect(captionOf('long')?.text).toHaveLength(4_000);
    expect(captionOf('nothing')).toBeNull();
  });
});
