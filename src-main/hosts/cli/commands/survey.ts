import { z } from 'zod';
import { answeredSurveySchema, surveyAspects, surveySheetSchema, surveySummarySchema } from '../../../contract/survey.ts';
import { countArgument, nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { findProfile } from '../findProfile.ts';
import { withApplication } from '../openApplication.ts';
import { writeExport, writtenSchema } from '../writeExport.ts';

const answerArgument = z
  .string({ error: 'three numbers from 1 to 5: relevance,novelty,trust' })
  .regex(/^[1-5],[1-5],[1-5]$/, 'three numbers from 1 to 5: relevance,novelty,trust')
  .transform((text) => {
    const [relevance, novelty, trust] = text.split(',').map(Number) as [number, number, number];
    return { relevance, novelty, trust };
  });

const surveyCommand = defineCommand({
  name: 'survey',
  usage: '',
  summary: 'Sums up the surveys: which lists people found relevant, new and to be trusted.',
  args: z.object({ positionals: nothing }),
  schema: surveySummarySchema,
  async run(_args, context) {
    const summary = await withApplication(context, ({ client }) => client.survey.summary());
    const figure = ({ mean, ci95 }: { mean: number; ci95: [number, number] | null }): string =>
      ci95 === null ? mean.toFixed(2) : `${mean.toFixed(2)} [${ci95[0].toFixed(2)}, ${ci95[1].toFixed(2)}]`;
    const lines = summary.pairs.flatMap(({ a, b, answered, aspects, prefersA, prefersB, prefersNeither }) => [
      `${a} and ${b}, ${answered} answers: ${prefersA} prefer ${a}, ${prefersB} prefer ${b}, ${prefersNeither} neither`,
      ...aspects.map((row) => `  ${row.aspect.padEnd(10)} ${figure(row.a)}  ${figure(row.b)}  difference ${figure(row.difference)}`),
    ]);
    return {
      json: summary,
      text: lines.length === 0 ? 'No survey was answered yet; "marquee survey start" begins one.' : lines.join('\n'),
    };
  },
});

const surveyStartCommand = defineCommand({
  name: 'survey start',
  usage: '--profile NAME --model A,B [--length N]',
  summary: 'Shows the lists of two models side by side, without saying whose is whose.',
  help: ['--profile NAME  whose lists', '--model A,B     two models by id or name', '--length N      films a list, 3 to 20 (8)'],
  options: { profile: { type: 'string' }, model: { type: 'string' }, length: { type: 'string' } },
  args: z.object({
    positionals: nothing,
    profile: z.string({ error: 'name a profile' }).min(1),
    model: z
      .string({ error: 'name two models, separated by a comma' })
      .transform((text) => text.split(',').map((name) => name.trim()))
      .pipe(z.tuple([z.string().min(1), z.string().min(1)], { error: 'name two models, separated by a comma' })),
    length: countArgument.pipe(z.number().min(3).max(20)).default(8),
  }),
  schema: surveySheetSchema,
  async run({ profile, model, length }, context) {
    const sheet = await withApplication(context, async ({ client }) =>
      client.survey.start({ profileId: (await findProfile(client, profile)).profileId, models: model, length }),
    );
    const title = (at: number, side: 'left' | 'right'): string => `${sheet[side][at]?.title ?? ''} ${sheet[side][at]?.year ?? ''}`.trim();
    const rows = Array.from({ length }, (_, at) => `${String(at + 1).padStart(2)}  ${title(at, 'left').padEnd(44)} ${title(at, 'right')}`);
    const next = `marquee survey answer ${sheet.surveyId} --left R,N,T --right R,N,T --prefer left|right|neither`;
    return { json: sheet, text: [...rows, '', `Relevance, novelty and trust from 1 to 5: ${next}`].join('\n') };
  },
});

const surveyAnswerCommand = defineCommand({
  name: 'survey answer',
  usage: 'ID --left R,N,T --right R,N,T --prefer left|right|neither [--comment WORDS]',
  summary: 'Keeps the answers to a survey and says which model was which.',
  help: [
    `--left, --right  ${surveyAspects.join(', ')} from 1 to 5, such as 4,2,5`,
    '--prefer NAME    left, right or neither',
    '--comment WORDS  anything else',
  ],
  options: { left: { type: 'string' }, right: { type: 'string' }, prefer: { type: 'string' }, comment: { type: 'string' } },
  args: z.object({
    positionals: z.tuple([z.string().min(1)], { error: 'name one survey by its id' }),
    left: answerArgument,
    right: answerArgument,
    prefer: z.enum(['left', 'right', 'neither']),
    comment: z.string().max(2_000).default(''),
  }),
  schema: answeredSurveySchema,
  async run({ positionals: [surveyId], left, right, prefer, comment }, context) {
    const answered = await withApplication(context, ({ client }) =>
      client.survey.answer({ surveyId, left, right, preferred: prefer, comment }),
    );
    return { json: answered, text: `left was ${answered.leftModel}, right was ${answered.rightModel}` };
  },
});

const surveyExportCommand = defineCommand({
  name: 'survey export',
  usage: '--to FILE',
  summary: 'Writes all answers to a file, as CSV or, where the name ends in .json, as JSON.',
  help: ['--to FILE  where to'],
  options: { to: { type: 'string' } },
  args: z.object({ positionals: nothing, to: z.string({ error: 'name a file' }).min(1) }),
  schema: writtenSchema,
  async run({ to }, context) {
    const format = to.endsWith('.json') ? 'json' : 'csv';
    return writeExport(await withApplication(context, ({ client }) => client.survey.export({ format })), to);
  },
});

export const surveyCommands = [surveyCommand, surveyStartCommand, surveyAnswerCommand, surveyExportCommand];
