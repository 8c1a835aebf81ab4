import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import { modelNameSchema } from '../../../contract/shared.ts';
import { countArgument, datasetArgument, modelArgument, nothing, settingsArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

export const trainCommand = defineCommand({
  name: 'train',
  usage: '--data NAME --model NAME [--set k=v ...] [--seed N] [--device NAME]',
  summary: 'Trains one recommender on an imported data set and saves it.',
  help: [
    '--data NAME     an imported data set',
    '--model NAME    the recommender',
    '--set k=v       a hyper-parameter; may be given several times',
    '--seed N        seed of all randomness (1)',
    '--device NAME   auto, cpu, webgpu, dml, cuda or coreml (auto)',
  ],
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
    set: { type: 'string', multiple: true },
    seed: { type: 'string' },
    device: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    data: datasetArgument,
    model: modelArgument,
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
  async run({ data, model, set, seed, device }, context) {
    const run = await withCompute(context, async (call, deviceOf) =>
      call('train', { dataDir: context.dataDir, dataset: data, model, set, seed, device: await deviceOf(device) }),
    );
    const lines = [`${run.model} on ${data}: fitted in ${(run.fitMs / 1000).toFixed(2)} s`, run.path, `sha256 ${run.sha256}`];
    const { 'ndcg@10:allWeights': all, 'ndcg@10:kept': kept } = run.metrics;
    if (all !== undefined && kept !== undefined)
      lines.push(`NDCG@10 ${kept.toFixed(4)} with the weights that were kept, ${all.toFixed(4)} with all: ${(kept - all).toFixed(4)}`);
    return { json: run, text: lines.join('\n') };
  },
});
