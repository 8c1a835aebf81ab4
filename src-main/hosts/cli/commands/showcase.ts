import { z } from 'zod';
import { showcaseSchema } from '../../../contract/showcase.ts';
import { topArgument, nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { findProfile } from '../findProfile.ts';
import { withApplication } from '../openApplication.ts';

export const showcaseCommand = defineCommand({
  name: 'showcase',
  usage: '--profile NAME [--model NAME] [--top N]',
  summary: "Shows a person's favourites beside their list, as Markdown.",
  help: ['--profile NAME  whose', '--model NAME    who ranks, by id or name', '--top N         how many films, up to 30 (10)'],
  options: { profile: { type: 'string' }, model: { type: 'string' }, top: { type: 'string' } },
  args: z.object({
    positionals: nothing,
    profile: z.string({ error: 'name a profile' }).min(1),
    model: z.string().min(1).optional(),
    top: topArgument.pipe(z.number().max(30)).default(10),
  }),
  schema: showcaseSchema,
  async run({ profile, model, top }, context) {
    return await withApplication(context, async ({ client }) => {
      const { profileId } = await findProfile(client, profile);
      const input = { profileId, favourites: top, top, ...(model === undefined ? {} : { model }) };
      return { json: await client.showcase.get(input), text: (await client.showcase.markdown(input)).text };
    });
  },
});
