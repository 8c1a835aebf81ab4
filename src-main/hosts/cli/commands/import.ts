import { z } from 'zod';
import { importReportSchema } from '../../../contract/datasets.ts';
import { datasetArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

const SHOWN_SKIPS = 10;

export const importCommand = defineCommand({
  name: 'import',
  usage: 'PATH [--as NAME] [--details PLOTS] [--posters FOLDER|TAR]',
  summary: 'Imports a MovieLens data set from a folder, a zip or a single file.',
  help: [
    '--as NAME       name of the data set (otherwise that of the folder or file)',
    '--details FILE  film details: plots.jsonl or plots.jsonl.gz',
    '--posters PATH  folder or tar of <movieId>.webp, .jpg or .png',
  ],
  options: { as: { type: 'string' }, details: { type: 'string' }, posters: { type: 'string' } },
  args: z.object({
    positionals: z.tuple([z.string().min(1)], { error: 'name one folder, zip or file' }),
    as: datasetArgument.optional(),
    details: z.string().optional(),
    posters: z.string().optional(),
  }),
  schema: importReportSchema,
  async run({ positionals: [path], as: name, details, posters }, context) {
    const report = await withCompute(context, (call) =>
      call('importDataset', { dataDir: context.dataDir, path, name: name ?? null, details: details ?? null, posters: posters ?? null }),
    );
    const lines = report.unchanged
      ? [`${report.name} is imported already with the same bytes; nothing to do.`]
      : [
          `${report.name}: ${report.rows.toLocaleString('en')} ratings by ${report.users.toLocaleString('en')} people of ${report.films.toLocaleString('en')} films`,
        ];
    if (report.numSkipped > 0) lines.push(`${report.numSkipped.toLocaleString('en')} lines were skipped:`);
    for (const { file, line, why } of report.skipped.slice(0, SHOWN_SKIPS))
      lines.push(`  ${file}${line === null ? '' : `:${line}`}: ${why}`);
    if (report.numSkipped > SHOWN_SKIPS) lines.push('  ... (all of the first thousand with --json)');
    if (report.ignored.length > 0) lines.push(`Not part of a data set, ignored: ${report.ignored.join(', ')}`);
    return { json: report, text: lines.join('\n') };
  },
});
