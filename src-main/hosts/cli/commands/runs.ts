import { z } from 'zod';
import { protocolNameSchema } from '../../../contract/experiments.ts';
import { comparisonSchema, type Run, runSchema, runSortSchema, runStates } from '../../../contract/runs.ts';
import { DomainError } from '../../../core/base/errors.ts';
import { countArgument, datasetArgument, modelListArgument, nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';
import { runTable } from '../runTable.ts';
import { writeExport, writtenSchema } from '../writeExport.ts';

const idsArgument = z.array(z.string().min(1)).min(1, 'name a run by its id from "marquee runs --json"');
const protocolArgument = z.enum([...protocolNameSchema.options, 'train'], {
  error: `one of ${protocolNameSchema.options.join(', ')}, train`,
});

/** The first characters of an id are enough where they name one run. */
async function fullIds(client: Parameters<Parameters<typeof withApplication>[1]>[0]['client'], ids: readonly string[]): Promise<string[]> {
  const { runs } = await client.runs.list({ limit: 2_000 });
  return ids.map((id) => {
    const found = runs.filter(({ runId }) => runId.startsWith(id));
    return found.length === 1 ? found[0]!.runId : id;
  });
}

export const runsCommand = defineCommand({
  name: 'runs',
  usage: '[--data NAME] [--protocol NAME] [--model A,B] [--state NAME] [--sort COLUMN] [--ascending] [--text WORDS] [--limit N]',
  summary: 'Lists the trainings and evaluations of the lab.',
  help: [
    '--data NAME      of one data set',
    '--protocol NAME  of one protocol; "train" for trainings of all ratings',
    '--model A,B      of these models',
    `--state NAME     ${runStates.join(', ')}`,
    '--sort COLUMN    createdAt, finishedAt, model, dataset, protocol, state, elapsedMs or metric:ndcg@10 (createdAt)',
    '--ascending      lowest first',
    '--text WORDS     in label, note, model or data set',
    '--limit N        how many (50)',
  ],
  options: {
    data: { type: 'string' },
    protocol: { type: 'string' },
    model: { type: 'string' },
    state: { type: 'string' },
    sort: { type: 'string' },
    ascending: { type: 'boolean' },
    text: { type: 'string' },
    limit: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    data: datasetArgument.optional(),
    protocol: protocolArgument.optional(),
    model: modelListArgument.default([]),
    state: z.enum(runStates).optional(),
    sort: runSortSchema.default('createdAt'),
    ascending: z.boolean().default(false),
    text: z.string().max(200).default(''),
    limit: countArgument.pipe(z.number().max(2_000)).default(50),
  }),
  schema: z.object({ runs: z.array(runSchema), total: z.number().int(), metrics: z.array(z.string()) }),
  async run({ data, protocol, model, state, sort, ascending, text, limit }, context) {
    const listed = await withApplication(context, ({ client }) =>
      client.runs.list({
        ...(data === undefined ? {} : { dataset: data }),
        ...(protocol === undefined ? {} : { protocol: protocol === 'train' ? null : protocol }),
        models: model,
        states: state === undefined ? [] : [state],
        sort,
        descending: !ascending,
        text,
        limit,
      }),
    );
    const shown =
      listed.runs.length > 0 ? runTable(listed.runs) : 'No run yet; "marquee train --data NAME --protocol NAME --model NAME" makes one.';
    return { json: listed, text: shown };
  },
});

export const runsShowCommand = defineCommand({
  name: 'runs show',
  usage: 'ID',
  summary: 'Shows one run with all its figures.',
  args: z.object({ positionals: z.tuple([z.string().min(1)], { error: 'name one run by its id' }) }),
  schema: runSchema,
  async run({ positionals: [id] }, context) {
    const run = await withApplication(context, async ({ client }) => client.runs.get({ runId: (await fullIds(client, [id]))[0]! }));
    return { json: run, text: runTable([run], true) };
  },
});

export const runsCompareCommand = defineCommand({
  name: 'runs compare',
  usage: 'ID ID [ID ...] [--metric NAME]',
  summary: 'Compares runs of one protocol on the same data, person by person.',
  help: ['--metric NAME  an average over people, such as ndcg@10'],
  options: { metric: { type: 'string' } },
  args: z.object({ positionals: idsArgument.min(2, 'name two runs or more'), metric: z.string().min(1).optional() }),
  schema: comparisonSchema,
  async run({ positionals, metric }, context) {
    const comparison = await withApplication(context, async ({ client }) =>
      client.runs.compare({ runIds: await fullIds(client, positionals), ...(metric === undefined ? {} : { metric }) }),
    );
    const nameOf = new Map(comparison.runs.map(({ runId, label, model }) => [runId, label === '' ? model : label]));
    const lines = comparison.pairs
      .filter((pair) => pair.metric === comparison.metric)
      .map(({ a, b, difference, ci95: [low, high], pHolm, people }) => {
        const p = pHolm === null ? '' : `, p ${pHolm.toPrecision(2)} (Wilcoxon, Holm)`;
        const signed = `${difference > 0 ? '+' : ''}${difference.toFixed(4)}`;
        return `${nameOf.get(a)} - ${nameOf.get(b)}: ${signed} [${low.toFixed(4)}, ${high.toFixed(4)}]${p}, ${people} people`;
      });
    return { json: comparison, text: [`${comparison.metric} under ${comparison.protocol} on ${comparison.dataset}`, ...lines].join('\n') };
  },
});

export const runsExportCommand = defineCommand({
  name: 'runs export',
  usage: '[ID ...] --to FILE [--what runs|curves|per-user] [--format csv|parquet|latex]',
  summary: 'Writes runs, curves or figures by person to a file.',
  help: [
    '--to FILE      where to',
    '--what NAME    runs, curves or per-user (runs)',
    '--format NAME  csv, parquet or latex (by the ending of the file)',
  ],
  options: { to: { type: 'string' }, what: { type: 'string' }, format: { type: 'string' } },
  args: z.object({
    positionals: z.array(z.string().min(1)),
    to: z.string({ error: 'name a file' }).min(1),
    what: z.enum(['runs', 'curves', 'per-user']).default('runs'),
    format: z.enum(['csv', 'parquet', 'latex']).optional(),
  }),
  schema: writtenSchema,
  async run({ positionals, to, what, format }, context) {
    const byEnding = to.endsWith('.parquet') ? 'parquet' : to.endsWith('.tex') ? 'latex' : 'csv';
    const file = await withApplication(context, async ({ client }) => {
      const all = async (): Promise<string[]> => (await client.runs.list({ limit: 1_000 })).runs.map(({ runId }: Run) => runId);
      const runIds = positionals.length > 0 ? await fullIds(client, positionals) : await all();
      if (runIds.length === 0)
        throw new DomainError('not-found', 'There is no run yet to export; "marquee train" or "marquee evaluate" makes one.');
      return client.runs.export({ runIds, what, format: format ?? byEnding });
    });
    return writeExport(file, to);
  },
});
