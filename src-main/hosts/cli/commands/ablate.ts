import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import type { EvaluationReport } from '../../../core/evaluation/evaluate.ts';
import { countArgument, nothing, settingsArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

/** Switches of two-tower, one kind of knowledge each. */
const kinds = ['demographics', 'history', 'genres', 'years', 'people', 'tags', 'text', 'posters'] as const;
const protocols = ['cold-users', 'cold-items', 'recbole-811', 'user-80-20', 'next-item'] as const;

const metricsSchema = z.record(z.string(), z.number());

export const ablateCommand = defineCommand({
  name: 'ablate',
  usage: '--data NAME|PATH --protocol NAME [--without A,B] [--seeds N] [--set k=v ...] [--device NAME]',
  summary: 'Measures what each kind of knowledge gives the two-tower model: all of it, then all but one kind after another.',
  help: [
    '--data NAME      an imported data set, or the path of one',
    `--protocol NAME  ${protocols.join(', ')}`,
    `--without A,B    the kinds to leave out in turn (${kinds.join(',')})`,
    '--seeds N        seeds 1 to N (the protocol has its own number)',
    '--set k=v        a hyper-parameter; may be given several times',
    '--device NAME    auto, cpu, webgpu, dml, cuda or coreml (auto)',
  ],
  options: {
    data: { type: 'string' },
    protocol: { type: 'string' },
    without: { type: 'string' },
    seeds: { type: 'string' },
    set: { type: 'string', multiple: true },
    device: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    data: z.string({ error: 'name an imported data set, or its path' }).min(1),
    protocol: z.enum(protocols, { error: `one of ${protocols.join(', ')}` }),
    without: z
      .string()
      .default(kinds.join(','))
      .transform((names) => names.split(','))
      .pipe(z.array(z.enum(kinds, { error: `of ${kinds.join(', ')}` })).min(1)),
    seeds: countArgument.optional(),
    set: settingsArgument.default({}),
    device: z.enum(devices).default('auto'),
  }),
  schema: z.object({
    protocol: z.string(),
    seeds: z.number(),
    /** Means over the seeds; `without` is null for the whole model. */
    rows: z.array(z.object({ without: z.string().nullable(), metrics: metricsSchema })),
  }),
  async run({ data, protocol, without, seeds, set, device }, context) {
    const variants = [null, ...without];
    const reports = await withCompute(context, async (call, deviceOf) => {
      const chosen = await deviceOf(device);
      const made: EvaluationReport[] = [];
      for (const kind of variants) {
        const input = { dataDir: context.dataDir, protocol, models: ['two-tower' as const], data, train: null, test: null };
        const settings = kind === null ? set : { ...set, [kind]: false };
        const rest = { tuneTrials: null, groups: false, exportDir: null, device: chosen, runIds: null };
        const { report } = await call('evaluate', { ...input, ...rest, seeds: seeds ?? null, set: settings });
        made.push(report);
      }
      return made;
    });
    const rows = reports.map(({ models }, at) => ({
      without: variants[at] ?? null,
      metrics: Object.fromEntries(Object.entries(models['two-tower'] ?? {}).map(([name, { mean }]) => [name, mean])),
    }));
    return { json: { protocol, seeds: reports[0]?.seeds ?? 0, rows }, text: ablationTable(rows) };
  },
});

/** A metric a column: the whole model's figures, and below what each one less changes. */
function ablationTable(rows: readonly { readonly without: string | null; readonly metrics: Readonly<Record<string, number>> }[]): string {
  const whole = rows[0]!.metrics;
  const names = Object.keys(whole).filter((name) => name !== 'fitMs');
  const cell = (text: string, name: string) => text.padStart(Math.max(9, name.length + 2));
  const lines = [`${'without'.padEnd(14)}${names.map((name) => cell(name, name)).join('')}`];
  for (const { without, metrics } of rows) {
    const figures = names.map((name) => {
      const change = metrics[name]! - whole[name]!;
      return cell(without === null ? whole[name]!.toFixed(4) : `${change < 0 ? '' : '+'}${change.toFixed(4)}`, name);
    });
    lines.push(`${(without ?? '(whole)').padEnd(14)}${figures.join('')}`);
  }
  return lines.join('\n');
}
