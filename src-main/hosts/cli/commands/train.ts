import { join } from 'node:path';
import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import { protocolNames } from '../../../contract/experiments.ts';
import { modelNameSchema } from '../../../contract/shared.ts';
import { countArgument, datasetArgument, modelArgument, nothing, settingsArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';
import { runTable } from '../runTable.ts';

export const trainCommand = defineCommand({
  name: 'train',
  usage: '--data NAME --model NAME [--protocol NAME] [--set k=v ...] [--seed N] [--device NAME]',
  summary: 'Trains one recommender on an imported data set and saves it, or measures it by a protocol; either is kept as a run.',
  help: [
    '--data NAME     an imported data set',
    '--model NAME    the recommender',
    `--protocol NAME ${protocolNames.join(', ')}: measures instead of saving`,
    '--set k=v       a hyper-parameter; may be given several times',
    '--seed N        seed of all randomness (1; under a protocol, its own seeds)',
    '--device NAME   auto, cpu, webgpu, dml, cuda or coreml (auto)',
  ],
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
    protocol: { type: 'string' },
    set: { type: 'string', multiple: true },
    seed: { type: 'string' },
    device: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    data: datasetArgument,
    model: modelArgument,
    protocol: z.enum(protocolNames, { error: `one of ${protocolNames.join(', ')}` }).optional(),
    set: settingsArgument.default({}),
    seed: countArgument.optional(),
    device: z.enum(devices).default('auto'),
  }),
  schema: z.object({
    runId: z.string(),
    model: modelNameSchema,
    /** Folder and hash of the saved model; null under a protocol. */
    path: z.string().nullable(),
    sha256: z.string().nullable(),
    fitMs: z.number(),
    metrics: z.record(z.string(), z.number()),
  }),
  async run({ data, model, protocol, set, seed, device }, context) {
    const { run, card } = await withApplication(context, async ({ application: { lab }, client }) => {
      const draft = { dataset: data, protocol: protocol ?? null, model, hyperparameters: set, device };
      const experiment = lab.resolve(seed === undefined ? draft : { ...draft, seeds: [seed] });
      const made = await lab.run(experiment, { signal: context.signal, reportProgress: context.reportProgress });
      return { run: made, card: (await client.models.list()).find(({ modelId }) => modelId === made.modelId) ?? null };
    });
    const metrics = Object.fromEntries(Object.entries(run.metrics).map(([name, { mean }]) => [name, mean]));
    const { fitMs = 0 } = metrics;
    const path = card === null ? null : join(context.dataDir, 'models', card.modelId);
    const json = { runId: run.runId, model, path, sha256: card?.sha256 ?? null, fitMs, metrics };
    if (card === null) return { json, text: runTable([run], true) };
    const lines = [`${model} on ${data}: fitted in ${(fitMs / 1000).toFixed(2)} s`, path, `sha256 ${card.sha256}`];
    const { 'ndcg@10:allWeights': all, 'ndcg@10:kept': kept } = metrics;
    if (all !== undefined && kept !== undefined)
      lines.push(`NDCG@10 ${kept.toFixed(4)} with the weights that were kept, ${all.toFixed(4)} with all: ${(kept - all).toFixed(4)}`);
    return { json, text: lines.join('\n') };
  },
});
