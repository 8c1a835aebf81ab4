import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import { datasetArgument, nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

const partSchema = z
  .object({
    encoder: z.string().nullable(),
    total: z.number(),
    computed: z.number(),
    skipped: z.number(),
    ms: z.number(),
    why: z.string().nullable(),
  })
  .nullable();

export const embedCommand = defineCommand({
  name: 'embed',
  usage: '--data NAME [--text] [--posters] [--device NAME]',
  summary: 'Turns the plots and posters of a data set into numbers that models can use.',
  help: [
    '--data NAME    an imported data set',
    '--text         plots alone; needs the model of "marquee downloads list"',
    '--posters      posters alone',
    '--device NAME  auto, cpu, webgpu, dml, cuda or coreml (auto)',
    'What was computed before is not computed again, in this data set or another; an interrupted run goes on where it was.',
  ],
  options: { data: { type: 'string' }, text: { type: 'boolean' }, posters: { type: 'boolean' }, device: { type: 'string' } },
  args: z.object({
    positionals: nothing,
    data: datasetArgument,
    text: z.boolean().default(false),
    posters: z.boolean().default(false),
    device: z.enum(devices).default('auto'),
  }),
  schema: z.object({ dataset: z.string(), text: partSchema, posters: partSchema }),
  async run({ data, text, posters, device }, context) {
    const isBoth = text === posters;
    const { dataDir, paths } = context;
    const done = await withCompute(context, async (call, deviceOf) =>
      call('embed', {
        dataDir,
        modelsDir: paths.modelsDir,
        dataset: data,
        text: text || isBoth,
        posters: posters || isBoth,
        device: await deviceOf(device),
      }),
    );
    const line = (what: string, part: z.infer<typeof partSchema>): string[] => {
      if (part === null) return [];
      if (part.why !== null) return [`${what}: ${part.why}`];
      const speed = part.computed > 0 ? `, ${((1000 * part.computed) / part.ms).toFixed(1)} a second` : '';
      return [
        `${what}: ${part.total}, ${part.computed} computed${speed}${part.skipped > 0 ? `, ${part.skipped} damaged` : ''} (${part.encoder})`,
      ];
    };
    return { json: done, text: [...line('plots', done.text), ...line('posters', done.posters)].join('\n') };
  },
});
