import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import type { Prediction } from '../../src-main/core/diffusion/preconditioning.ts';
import { packWeights, type WeightFormat } from '../../src-main/core/diffusion/weights.ts';
import { loadModel, type ModelCardFields, saveModel } from '../../src-main/core/storage/modelStore.ts';
import { ENLARGER_FOLDER, FEW_SUFFIX, painterFolder, SHIPPED_PAINTER } from '../../src-main/compute/pictures/painterFiles.ts';
import { pictureHandlers } from '../../src-main/compute/pictures/pictureHandlers.ts';

// Trains the painter that ships, a stage after the other, and writes models/painter-poster. Every stage goes on from its last checkpoint, so that
// the command may be stopped and started again, and later lengthened:
//
//   node test/generate/painter.ts --home DIR [--stages 16,32,64,128] [--steps 16=6000,32=4000,64=3000,128=1500] [--minutes 60] [--format int8]
//   node test/generate/painter.ts --home DIR --few-step --stages 16 --steps 16=1000
//   node test/generate/painter.ts --home DIR --stages 32 --prediction clean --start-from OTHER
//   node test/generate/painter.ts --home DIR --pack          only writes models/painter-poster from what is trained
//
// DIR keeps checkpoints and float32 weights (not for the repository). The posters and plots lie beside the project (../shared/data).
const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    stages: { type: 'string', default: '16,32,64,128' },
    steps: { type: 'string', default: '' },
    minutes: { type: 'string' },
    format: { type: 'string', default: 'int8' },
    /** What the stages predict. */
    prediction: { type: 'string', default: 'velocity' },
    /** Another home whose stages lend their weights at the start. */
    'start-from': { type: 'string' },
    threads: { type: 'string', default: '0' },
    pack: { type: 'boolean', default: false },
    /** Trains the weights for few steps of the stages instead. */
    'few-step': { type: 'boolean', default: false },
    /** Saves what the last checkpoint holds instead of training on. */
    'as-is': { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '../..');
const shared = join(root, '../shared/data');
const home = values.home ?? join(root, '.cache', 'painter');
const modelsDir = join(root, 'models');
const stepsOf = new Map(values.steps.split(',').flatMap((pair) => (pair === '' ? [] : [pair.split('=') as [string, string]])));
const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort());
if (values.minutes !== undefined) setTimeout(() => abort.abort(), 60_000 * Number(values.minutes)).unref();

const handlers = pictureHandlers({
  clock: Date.now,
  nowMs: () => performance.now(),
  logger: { ...silentLogger, info: (text, data) => console.log(text, data), warn: (text, data) => console.warn(text, data) },
});
let lastAt = 0;
const reportProgress = ({ phase, done, total }: { phase: string; done: number; total: number | null }): void => {
  if (performance.now() - lastAt < 30_000) return;
  lastAt = performance.now();
  console.log(new Date().toISOString().slice(11, 19), phase, done, total ?? '');
};

const sizeOf = (stage: string): string => `${stage}x${(Number(stage) * 3) / 2}`;

if (!values.pack) {
  for (const stage of values.stages.split(',')) {
    const steps = values['as-is'] ? 1 : stepsOf.has(stage) ? Number(stepsOf.get(stage)) : null;
    const trained = await handlers.trainImages(
      {
        dataDir: home,
        modelsDir,
        pictures: join(shared, 'posters-128x192.tar'),
        details: join(shared, 'plots.jsonl.gz'),
        name: SHIPPED_PAINTER,
        shape: 'poster',
        stageWidth: Number(stage),
        network: 'unet',
        prediction: values.prediction as Prediction,
        startFrom: values['start-from'] === undefined ? null : join(painterFolder(values['start-from'], SHIPPED_PAINTER), sizeOf(stage)),
        steps,
        batch: null,
        rate: null,
        seed: 1,
        device: 'cpu',
        threads: Number(values.threads),
        fewStep: values['few-step'],
      },
      { signal: abort.signal, reportProgress },
    );
    console.log(trained);
  }
}

let total = 0;
const sizes = ['16x24', '32x48', '64x96'];
for (const part of [...sizes, ...sizes.map((size) => size + FEW_SUFFIX), ENLARGER_FOLDER]) {
  const from = join(painterFolder(home, SHIPPED_PAINTER), part);
  const to = join(modelsDir, `painter-${SHIPPED_PAINTER}`, part);
  if (!existsSync(from)) {
    if (sizes.includes(part)) console.warn(`${part} is not trained yet`);
    rmSync(to, { recursive: true, force: true });
    continue;
  }
  const { manifest, tensors } = loadModel(from);
  const { tensors: _, tensorsFile: __, sha256: ___, sizeBytes: ____, schema: _____, ...card } = manifest;
  const cardOnly: ModelCardFields = {
    ...card,
    command: 'node test/generate/painter.ts',
    notes: [...card.notes, `Stored as ${values.format}.`],
  };
  total += saveModel(to, cardOnly, packWeights(tensors, values.format as WeightFormat)).sizeBytes;
}
console.log(`models/painter-${SHIPPED_PAINTER}: ${(total / 1e6).toFixed(2)} MB`);
process.exit(0);
