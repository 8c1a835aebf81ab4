import { join } from 'node:path';
import { z } from 'zod';
import { nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

export const towersCommand = defineCommand({
  name: 'towers',
  usage: '--out DIR [--model DIR]',
  summary: 'Writes the two towers of a two-tower model as ONNX files.',
  help: [
    '--out DIR    where query-tower.onnx and candidate-tower.onnx go',
    '--model DIR  folder of a trained model, or "shipped" (shipped)',
  ],
  options: { out: { type: 'string' }, model: { type: 'string' } },
  args: z.object({
    positionals: nothing,
    out: z.string({ error: 'name a folder' }).min(1),
    model: z.string().min(1).default('shipped'),
  }),
  schema: z.object({ files: z.array(z.object({ path: z.string(), bytes: z.number() })).readonly() }),
  async run({ out, model }, context) {
    const folder = model === 'shipped' ? join(context.paths.modelsDir, 'two-tower') : model;
    const { files } = await withCompute(context, async (call) => call('exportTowers', { model: folder, folder: out }));
    return { json: { files: [...files] }, text: files.map(({ path, bytes }) => `${path}  ${(bytes / 1e6).toFixed(2)} MB`).join('\n') };
  },
});
