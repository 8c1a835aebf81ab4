import { z } from 'zod';
import { datasetArgument, filmArgument, modelArgument, nothing, topArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { filmLine } from '../listedItem.ts';
import { withApplication } from '../openApplication.ts';

export const similarCommand = defineCommand({
  name: 'similar',
  usage: '[--data NAME] --film ID [--top N] [--model NAME]',
  summary: 'Lists the films most similar to one.',
  help: [
    '--data NAME   an imported data set (otherwise the films that ship with the app)',
    '--film ID     the MovieLens movieId',
    '--top N       how many films (10)',
    '--model NAME  the recommender whose similarity counts',
  ],
  options: { data: { type: 'string' }, film: { type: 'string' }, top: { type: 'string' }, model: { type: 'string' } },
  args: z.object({
    positionals: nothing,
    data: datasetArgument.optional(),
    film: filmArgument,
    top: topArgument.default(10),
    model: modelArgument.optional(),
  }),
  schema: z.object({
    model: z.string(),
    items: z.array(z.object({ movieId: z.number().int(), title: z.string(), year: z.number().int().nullable(), similarity: z.number() })),
  }),
  async run({ data, film: filmId, top, model }, context) {
    return await withApplication(context, async ({ application, client }) => {
      const list =
        data === undefined
          ? await client.recommendations.similar({ filmId, limit: Math.min(top, 100), ...(model === undefined ? {} : { model }) })
          : await application.datasetRecommendations.similar(
              { dataset: data, filmId, top, model: model ?? null },
              { signal: context.signal, reportProgress: context.reportProgress },
            );
      const items = list.items.map(({ film, similarity }) => ({ movieId: film.filmId, title: film.title, year: film.year, similarity }));
      return { json: { model: list.model, items }, text: items.map((item) => filmLine({ ...item, score: item.similarity })).join('\n') };
    });
  },
});
