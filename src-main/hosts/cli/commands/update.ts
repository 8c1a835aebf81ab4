import { join } from 'node:path';
import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import { modelNameSchema } from '../../../contract/shared.ts';
import { countArgument, datasetArgument, modelArgument, nothing, settingsArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

export const updateCommand = defineCommand({
  name: 'update',
  usage: '--data NAME --profile NAME [--model NAME] [--from RUN] [--set k=v ...] [--seed N] [--device NAME]',
  summary: 'Goes on with the training of a model, with the ratings of a profile among those that it learns from, and saves the result.',
  help: [
    '--data NAME     an imported data set',
    '--profile NAME  whose ratings are learned from, as of one person more',
    '--model NAME    a recommender that learns in steps (two-tower)',
    '--from RUN      a model trained here, an earlier run, a folder of a model, or "shipped" (shipped)',
    '--set k=v       a hyper-parameter, for example epochs=3 (5); may be given several times',
    '--seed N        seed of all randomness (1)',
    '--device NAME   auto, cpu, webgpu, dml, cuda or coreml (auto)',
    'One that was stopped goes on from its checkpoint when the same command is given again.',
  ],
  options: {
    data: { type: 'string' },
    profile: { type: 'string' },
    model: { type: 'string' },
    from: { type: 'string' },
    set: { type: 'string', multiple: true },
    seed: { type: 'string' },
    device: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    data: datasetArgument,
    profile: z.string(),
    model: modelArgument.default('two-tower'),
    from: z.string().default('shipped'),
    set: settingsArgument.default({}),
    seed: countArgument.default(1),
    device: z.enum(devices).default('auto'),
  }),
  schema: z.object({
    runId: z.string(),
    model: modelNameSchema,
    path: z.string(),
    sha256: z.string(),
    fitMs: z.number(),
    metrics: z.record(z.string(), z.number()),
  }),
  async run({ data, profile, model, from, set, seed, device }, context) {
    const run = await withCompute(context, async (call, deviceOf) =>
      call('train', {
        dataDir: context.dataDir,
        dataset: data,
        model,
        set,
        seed,
        device: await deviceOf(device),
        profile,
        from: from === 'shipped' ? join(context.paths.modelsDir, model) : from,
      }),
    );
    return { json: run, text: `${model} went on from ${from}: ${(run.fitMs / 1000).toFixed(1)} s\n${run.path}\nsha256 ${run.sha256}` };
  },
});
