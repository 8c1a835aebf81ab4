import { readFileSync } from 'node:fs';
import { basename, parse, resolve } from 'node:path';
import { z } from 'zod';
import { broughtSchema, comparisonListedSchema, pictureComparisonSchema, voteResults } from '../../../contract/comparisons.ts';
import { painterNameSchema, seedSchema, stepsSchema } from '../../../contract/pictures.ts';
import { DomainError } from '../../../core/base/errors.ts';
import type { AppClient } from '../../../services/transports/inProcess.ts';
import { numeric } from '../arguments.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { finishJob } from '../finishJob.ts';
import { withApplication } from '../openApplication.ts';
import { writeExport } from '../writeExport.ts';

const MOST_PROMPT_BYTES = 1_000_000;
/** "NAME=PATH" or "NAME=PATH@SECONDS": pictures from elsewhere. */
const broughtArgument = z
  .string()
  .regex(/^[^=]{1,80}=.+$/, 'written as NAME=PATH, or NAME=PATH@SECONDS')
  .transform((text) => {
    const at = text.indexOf('=');
    const [, path, seconds] = /^(.*?)(?:@(\d+(?:\.\d+)?))?$/.exec(text.slice(at + 1))!;
    return { name: text.slice(0, at), path: resolve(path!), seconds: seconds === undefined ? null : Number(seconds) };
  });

const reportSchema = pictureComparisonSchema.omit({ votes: true }).extend({
  votes: z.array(
    z.object({ votedAt: z.string(), prompt: z.number().int(), left: z.string(), right: z.string(), result: z.enum(voteResults) }),
  ),
});
const schema = z.object({
  /** Without an id or prompts: what there is. */
  comparisons: z.array(comparisonListedSchema).nullable(),
  brought: z.array(broughtSchema.extend({ name: z.string() })),
  report: reportSchema.nullable(),
});

export const compareImagesCommand = defineCommand({
  name: 'compare-images',
  usage: '[ID | --prompts FILE] [--pictures NAME=PATH[@SECONDS]]... [--paint PAINTER] [--reference PATH] [--to FILE]',
  summary: 'Compares pictures of several models for the same prompts; the votes are given in the studio.',
  help: [
    'ID                a comparison that was begun before; without it and --prompts, lists them',
    '--prompts FILE    begins one: a text file with a prompt on every line',
    '--title NAME      its name (the name of the file)',
    '--pictures N=PATH pictures of the model N in a folder or tar, @SECONDS that one took; any number of times',
    '                  a picture belongs to the prompt of its recipe or caption, else of its name: 1.png, 2.png ...',
    '--paint PAINTER   paints every prompt with a painter of ours, and measures the time',
    '--steps N, --seed N   of --paint (20, 1)',
    '--reference PATH  real pictures: the distance of every model to them',
    '--to FILE         writes the report: .md, .json, or .csv with one row a vote',
  ],
  options: {
    prompts: { type: 'string' },
    title: { type: 'string' },
    pictures: { type: 'string', multiple: true },
    paint: { type: 'string' },
    steps: { type: 'string' },
    seed: { type: 'string' },
    reference: { type: 'string' },
    to: { type: 'string' },
  },
  args: z
    .object({
      positionals: z.array(z.string()).max(1, 'one comparison at a time'),
      prompts: z.string().min(1).optional(),
      title: z.string().min(1).max(80).optional(),
      pictures: z.array(broughtArgument).default([]),
      paint: painterNameSchema.optional(),
      steps: numeric(stepsSchema, 'a whole number from 1 to 200').default(20),
      seed: numeric(seedSchema, 'a whole number').default(1),
      reference: z.string().min(1).optional(),
      to: z
        .string()
        .regex(/\.(md|json|csv)$/i, 'a name that ends in .md, .json or .csv')
        .optional(),
    })
    .refine(({ positionals, prompts }) => positionals.length === 0 || prompts === undefined, {
      message: 'name a comparison, or prompts for a new one, not both',
      path: ['prompts'],
    }),
  schema,
  async run(args, context) {
    return await withApplication(context, async ({ client }) => {
      const comparisonId = args.positionals[0] ?? (args.prompts === undefined ? null : await begin(client, args.prompts, args.title));
      if (comparisonId === null) {
        const comparisons = await client.comparisons.list();
        const lines = comparisons.map(
          (one) => `${one.comparisonId}  ${one.title}: ${one.prompts} prompts, ${one.entrants} models, ${one.votes} votes`,
        );
        return {
          json: { comparisons, brought: [], report: null },
          text: lines.length === 0 ? 'There is no comparison yet; --prompts FILE begins one.' : lines.join('\n'),
        };
      }
      const brought: z.input<typeof schema>['brought'] = [];
      for (const { name, path, seconds } of args.pictures)
        brought.push({ name, ...(await client.comparisons.bringFolder({ comparisonId, name, path, seconds })) });
      await work(client, comparisonId, args, context);
      const fileOf = (format: 'json' | 'csv' | 'markdown') => client.comparisons.export({ comparisonId, format });
      if (args.to !== undefined) writeExport(await fileOf(formatOf(args.to)), args.to);
      const textOf = async (format: 'json' | 'markdown') => Buffer.from((await fileOf(format)).base64, 'base64').toString();
      const notes = brought.flatMap(({ name, taken, refused }) => [
        `${name}: ${taken} pictures brought in`,
        ...refused.map(({ file, why }) => `  ${file}: ${why}`),
      ]);
      return {
        json: { comparisons: null, brought, report: JSON.parse(await textOf('json')) as z.input<typeof reportSchema> },
        text: [...notes, `id ${comparisonId}`, '', await textOf('markdown')].join('\n').trimEnd(),
      };
    });
  },
});

const formatOf = (path: string): 'json' | 'csv' | 'markdown' => {
  const ending = parse(path).ext.toLowerCase();
  return ending === '.json' ? 'json' : ending === '.csv' ? 'csv' : 'markdown';
};

async function begin(client: AppClient, file: string, title: string | undefined): Promise<string> {
  const prompts = readPrompts(file);
  const { comparisonId } = await client.comparisons.create({ title: title ?? basename(file, parse(file).ext), prompts });
  return comparisonId;
}

/** @throws DomainError 'not-found', 'data-invalid' */
function readPrompts(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').slice(0, MOST_PROMPT_BYTES);
  } catch (error) {
    throw new DomainError('not-found', `The prompts in ${file} cannot be read. Check the spelling.`, { path: file }, { cause: error });
  }
  const prompts = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (prompts.length === 0) throw new DomainError('data-invalid', `There is no prompt in ${file}; write one on each line.`, { path: file });
  return prompts;
}

async function work(
  client: AppClient,
  comparisonId: string,
  args: { readonly paint?: string | undefined; readonly steps: number; readonly seed: number; readonly reference?: string | undefined },
  context: CommandContext,
): Promise<void> {
  const { paint, steps, seed, reference } = args;
  if (paint !== undefined) {
    const { jobId } = await client.comparisons.paint({ comparisonId, model: paint, steps, seed });
    await finishJob(client, jobId, context);
  }
  if (reference !== undefined) {
    const { jobId } = await client.comparisons.measure({ comparisonId, reference: resolve(reference) });
    await finishJob(client, jobId, context);
  }
}
