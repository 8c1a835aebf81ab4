import { z } from 'zod';
import { filmLine, listedItemSchema, toListedItem } from '../listedItem.ts';
import { datasetArgument, modelArgument, nothing, topArgument, userArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { findProfile } from '../findProfile.ts';
import { withApplication } from '../openApplication.ts';

export const recommendCommand = defineCommand({
  name: 'recommend',
  usage: '(--profile NAME | --data NAME --user ID) [--top N] [--model NAME]',
  summary: 'Lists films for a profile, or for a user of a data set.',
  help: [
    '--profile NAME  a profile of this data folder',
    '--data NAME     an imported data set, with --user',
    '--user ID       a user by the number in the data set',
    '--top N         how many films (10)',
    '--model NAME    the recommender that ranks',
  ],
  options: {
    profile: { type: 'string' },
    data: { type: 'string' },
    user: { type: 'string' },
    top: { type: 'string' },
    model: { type: 'string' },
  },
  args: z
    .object({
      positionals: nothing,
      profile: z.string().min(1).optional(),
      data: datasetArgument.optional(),
      user: userArgument.optional(),
      top: topArgument.default(10),
      model: modelArgument.optional(),
    })
    .superRefine(({ profile, data, user }, issues) => {
      const isUser = data !== undefined && user !== undefined;
      if ((profile !== undefined) === isUser || (profile !== undefined && (data ?? user) !== undefined)) {
        issues.addIssue({ code: 'custom', path: [], message: 'name either --profile, or both --data and --user' });
      }
    }),
  schema: z.object({ model: z.string(), starsModel: z.string().nullable(), items: z.array(listedItemSchema) }),
  async run({ profile: name, data, user, top, model }, context) {
    return await withApplication(context, async ({ application, client }) => {
      const list =
        name === undefined
          ? await application.datasetRecommendations.recommend(
              { dataset: data ?? '', userId: user ?? 0, top, model: model ?? null },
              { signal: context.signal, reportProgress: context.reportProgress },
            )
          : await client.recommendations.list({
              profileId: (await findProfile(client, name)).profileId,
              limit: Math.min(top, 500),
              reasonsFor: Math.min(top, 50),
              ...(model === undefined ? {} : { model }),
            });
      const items = list.items.map(toListedItem);
      return { json: { model: list.model, starsModel: list.starsModel, items }, text: items.map(filmLine).join('\n') };
    });
  },
});
