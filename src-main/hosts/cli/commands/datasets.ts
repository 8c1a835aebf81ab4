import { z } from 'zod';
import { datasetSchema } from '../../../contract/datasets.ts';
import { nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';

export const datasetsCommand = defineCommand({
  name: 'datasets',
  usage: '',
  summary: 'Lists the imported data sets.',
  args: z.object({ positionals: nothing }),
  schema: z.object({ datasets: z.array(datasetSchema) }),
  async run(_args, context) {
    const datasets = await withApplication(context, ({ client }) => client.datasets.list());
    const lines = datasets.map(
      ({ name, rows, users, films, scale }) =>
        `${name}  ${rows.toLocaleString('en')} ratings, ${users.toLocaleString('en')} people, ${films.toLocaleString('en')} films, ${scale.min} to ${scale.max} by ${scale.step}`,
    );
    return {
      json: { datasets },
      text: lines.length > 0 ? lines.join('\n') : 'No data set is imported yet; "marquee import PATH" adds one.',
    };
  },
});
