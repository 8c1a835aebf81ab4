import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { runSchema } from '../../../contract/runs.ts';
import { DomainError } from '../../../core/base/errors.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';
import { runTable } from '../runTable.ts';

export const runCommand = defineCommand({
  name: 'run',
  usage: '(FILE | --resume ID)',
  summary: 'Runs an experiment file and says whether its numbers came out again.',
  help: ['--resume ID  goes on with a run that was stopped'],
  options: { resume: { type: 'string' } },
  args: z
    .object({ positionals: z.array(z.string().min(1)).max(1, 'name one file'), resume: z.string().min(1).optional() })
    .refine(({ positionals, resume }) => (positionals.length === 1) !== (resume !== undefined), {
      path: ['positionals'],
      message: 'name a file, or a run with --resume',
    }),
  schema: runSchema.extend({
    /** Metrics that came out other than the file says; null where the file says nothing. */
    different: z.array(z.string()).nullable(),
  }),
  async run({ positionals: [file], resume }, context) {
    const work = { signal: context.signal, reportProgress: context.reportProgress };
    const { run, different } = await withApplication(context, async ({ application: { lab } }) => {
      if (resume !== undefined) return { run: await lab.resume(resume, work), different: null };
      const experiment = lab.read(textOf(file!));
      const made = await lab.run(experiment, work);
      return { run: made, different: experiment.result === null ? null : lab.differences(experiment, made) };
    });
    const verdict =
      different === null
        ? []
        : [different.length === 0 ? 'The numbers are those of the file.' : `Other than in the file: ${different.join(', ')}.`];
    return { json: { ...run, different }, text: [runTable([run], true), ...verdict].join('\n') };
  },
});

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new DomainError('not-found', `The file ${path} cannot be read (${reason}); name an experiment file.`, { path, reason });
  }
}
