import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { protocolNames } from '../../../core/evaluation/protocols.ts';
import { devices } from '../../../contract/app.ts';
import { countArgument, modelListArgument, nothing, settingsArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { evaluationTable } from '../evaluationTable.ts';
import { withApplication, withCompute } from '../openApplication.ts';

const metricSchema = z.object({
  mean: z.number(),
  ci95: z.tuple([z.number(), z.number()]).readonly().nullable(),
  perSeed: z.array(z.number()).readonly(),
});
/** SHA-256 of the split of each seed. */
export const splitsSchema = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/));
const groupSchema = z.object({
  by: z.enum(['age', 'gender', 'activity']),
  group: z.string(),
  people: z.number().int(),
  metrics: z.record(z.string(), z.number()),
});
export const evaluationSchema = z.object({
  protocol: z.string(),
  data: z.union([
    z.object({ name: z.string(), sha256: z.string(), splits: splitsSchema }),
    z.object({ train: z.object({ sha256: z.string() }), test: z.object({ sha256: z.string() }), splits: splitsSchema }),
  ]),
  seeds: z.number().int(),
  models: z.record(z.string(), z.record(z.string(), metricSchema)),
  groups: z.record(z.string(), z.array(groupSchema).readonly()).optional(),
});

export const evaluateCommand = defineCommand({
  name: 'evaluate',
  usage:
    '--protocol NAME (--data NAME|PATH | --train FILE --test FILE) --model A,B [--seeds N] [--set k=v ...] [--tune TRIALS] [--groups] [--export DIR] [--no-run]',
  summary: 'Measures recommenders by a fixed protocol, over several seeds.',
  help: [
    `--protocol NAME  ${protocolNames.join(', ')}`,
    '--data NAME      an imported data set, or the path of one',
    '--train, --test  given files, for the protocol "files"',
    '--model A,B      recommenders, separated by commas',
    '--seeds N        seeds 1 to N (the protocol has its own number)',
    '--set k=v        a hyper-parameter of the models that have it; may be given several times',
    '--tune TRIALS    choose hyper-parameters on a validation part of the training data first',
    '--groups         also means by age, gender and activity of the people',
    '--export DIR     write split.csv, predictions.csv, lists.csv and people.csv with original ids',
    '--no-run         leave no run in the lab (runs are kept of imported data, without --tune, which settles on other settings at every seed)',
    '--device NAME    auto, cpu, webgpu, dml, cuda or coreml (auto)',
  ],
  options: {
    data: { type: 'string' },
    protocol: { type: 'string' },
    model: { type: 'string' },
    train: { type: 'string' },
    test: { type: 'string' },
    seeds: { type: 'string' },
    set: { type: 'string', multiple: true },
    tune: { type: 'string' },
    groups: { type: 'boolean' },
    export: { type: 'string' },
    'no-run': { type: 'boolean' },
    device: { type: 'string' },
  },
  args: z
    .object({
      positionals: nothing,
      protocol: z.enum(protocolNames, { error: `one of ${protocolNames.join(', ')}` }),
      data: z.string().min(1).optional(),
      model: modelListArgument,
      train: z.string().min(1).optional(),
      test: z.string().min(1).optional(),
      seeds: countArgument.optional(),
      set: settingsArgument.default({}),
      tune: countArgument.optional(),
      groups: z.boolean().default(false),
      export: z.string().min(1).optional(),
      'no-run': z.boolean().default(false),
      device: z.enum(devices).default('auto'),
    })
    .superRefine(({ protocol, data, train, test }, issues) => {
      if (protocol === 'files') {
        if (train === undefined)
          issues.addIssue({ code: 'custom', path: ['train'], message: 'the protocol "files" needs a training file' });
        if (test === undefined) issues.addIssue({ code: 'custom', path: ['test'], message: 'the protocol "files" needs a test file' });
      } else if (data === undefined) issues.addIssue({ code: 'custom', path: ['data'], message: 'name an imported data set, or its path' });
    }),
  schema: evaluationSchema,
  async run(args, context) {
    const { protocol, seeds } = args;
    const keepsRuns = protocol !== 'files' && args.tune === undefined && !args['no-run'];
    const runIds = keepsRuns ? Object.fromEntries(args.model.map((model) => [model, randomUUID()])) : null;
    const startedAt = context.clock();
    const { report, device, versions, kept } = await withCompute(context, async (call, deviceOf) =>
      call('evaluate', {
        dataDir: context.dataDir,
        protocol,
        models: args.model,
        data: args.data ?? null,
        train: args.train ?? null,
        test: args.test ?? null,
        seeds: seeds ?? null,
        set: args.set,
        tuneTrials: args.tune ?? null,
        groups: args.groups,
        exportDir: args.export ?? null,
        device: await deviceOf(args.device),
        runIds,
      }),
    );
    const isKept = runIds !== null && kept !== null && protocol !== 'files' && 'name' in report.data;
    if (isKept) {
      const { name, sha256, splits } = report.data;
      const models = args.model.map((model) => ({
        model,
        runId: runIds[model]!,
        figures: report.models[model]!,
        hasPerUser: kept.includes(model),
      }));
      const measured = {
        protocol,
        dataset: { name, sha256 },
        seeds: report.seeds,
        splits,
        hyperparameters: args.set,
        device,
        versions,
        models,
      };
      await withApplication(context, async ({ application: { lab } }) => lab.keep({ ...measured, startedAt, finishedAt: context.clock() }));
    }
    const json = { ...report, models: Object.fromEntries(Object.entries(report.models).map(([name, metrics]) => [name, { ...metrics }])) };
    return { json, text: evaluationTable(report) };
  },
});
