import { z } from 'zod';
import type { CompareModelsOutput } from '../../../compute/computeMethods.ts';
import { devices } from '../../../contract/app.ts';
import { protocolNames } from '../../../core/evaluation/protocols.ts';
import { countArgument, modelListArgument, nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';
import { splitsSchema } from './evaluate.ts';

const comparable = protocolNames.filter((name) => name !== 'cold-users' && name !== 'files');

const pairSchema = z.object({
  metric: z.string(),
  a: z.string(),
  b: z.string(),
  people: z.number().int(),
  meanA: z.number(),
  meanB: z.number(),
  difference: z.number(),
  ci95: z.tuple([z.number(), z.number()]).readonly(),
  pWilcoxon: z.number().nullable(),
  pHolm: z.number().nullable(),
});

export const compareCommand = defineCommand({
  name: 'compare',
  usage: '--data NAME|PATH --protocol NAME --model A,B[,C] [--metric M ...] [--seeds N] [--device NAME]',
  summary: 'Says whether one recommender is better than another, person by person.',
  help: [
    '--data NAME      an imported data set, or the path of one',
    `--protocol NAME  ${comparable.join(', ')}`,
    '--model A,B      two recommenders or more, separated by commas',
    '--metric M       an average over people, such as ndcg@10, recall@20 or userRmse; may be given several times (all)',
    '--seeds N        seeds 1 to N (the protocol has its own number); a person counts once, with the mean over seeds',
    '--device NAME    auto, cpu, webgpu, dml, cuda or coreml (auto)',
  ],
  options: {
    data: { type: 'string' },
    protocol: { type: 'string' },
    model: { type: 'string' },
    metric: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    device: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    data: z.string({ error: 'name an imported data set, or its path' }).min(1),
    protocol: z.enum(comparable, { error: `one of ${comparable.join(', ')}` }),
    model: modelListArgument.refine((models) => new Set(models).size > 1, { error: 'name two models or more, separated by commas' }),
    metric: z.array(z.string().min(1)).min(1).optional(),
    seeds: countArgument.optional(),
    device: z.enum(devices).default('auto'),
  }),
  schema: z.object({
    protocol: z.string(),
    data: z.object({ name: z.string(), sha256: z.string(), splits: splitsSchema }),
    seeds: z.number().int(),
    pairs: z.array(pairSchema).readonly(),
  }),
  async run({ data, protocol, model, metric, seeds, device }, context) {
    const report = await withCompute(context, async (call, deviceOf) =>
      call('compareModels', {
        dataDir: context.dataDir,
        protocol,
        models: [...new Set(model)],
        data,
        metrics: metric ?? null,
        seeds: seeds ?? null,
        device: await deviceOf(device),
      }),
    );
    if (!('name' in report.data)) throw new Error('internal: a comparison of given files');
    return { json: { ...report, data: report.data }, text: comparisonText(report) };
  },
});

/** A line a pair, metric by metric: both means, the difference with its interval, and Holm's p. */
function comparisonText({ protocol, data, seeds, pairs }: CompareModelsOutput): string {
  const source = 'name' in data ? `${data.name} ${data.sha256.slice(0, 12)}` : 'given files';
  const lines = [`${protocol} on ${source}, ${seeds === 1 ? 'seed 1' : `seeds 1 to ${seeds}`}, ${pairs[0]?.people ?? 0} people`];
  const width = Math.max(0, ...pairs.map(({ a, b }) => a.length + b.length)) + 1;
  let metric = '';
  for (const pair of pairs) {
    if (pair.metric !== metric) lines.push('', (metric = pair.metric));
    const { a, b, meanA, meanB, difference, ci95, pHolm } = pair;
    const p = pHolm === null ? 'no difference' : pHolm < 0.0001 ? 'p < 0.0001' : `p = ${pHolm.toFixed(4)}`;
    const signed = `${difference < 0 ? '' : '+'}${difference.toFixed(4)}`;
    lines.push(
      `  ${`${a} ${b}`.padEnd(width)}  ${meanA.toFixed(4)} ${meanB.toFixed(4)}  ${signed} [${ci95[0].toFixed(4)}, ${ci95[1].toFixed(4)}]  ${p}`,
    );
  }
  return lines.join('\n');
}
