import { z } from 'zod';
import { changeSchema } from '../../../contract/ratings.ts';
import { filmArgument, nothing, starsArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { findProfile } from '../findProfile.ts';
import { withApplication } from '../openApplication.ts';

export const rateCommand = defineCommand({
  name: 'rate',
  usage: '--profile NAME --film ID --stars X',
  summary: 'Rates a film for a profile.',
  help: ['--profile NAME  the profile', '--film ID       the MovieLens movieId', '--stars X       0.5 to 5 by halves'],
  options: { profile: { type: 'string' }, film: { type: 'string' }, stars: { type: 'string' } },
  args: z.object({ positionals: nothing, profile: z.string().min(1), film: filmArgument, stars: starsArgument }),
  schema: changeSchema,
  async run({ profile: name, film: filmId, stars }, context) {
    return await withApplication(context, async ({ client }) => {
      const profile = await findProfile(client, name);
      const film = await client.catalog.film({ filmId });
      const change = await client.ratings.save({ profileId: profile.profileId, filmId, stars });
      const year = film.year === null ? '' : ` (${film.year})`;
      return { json: change, text: `${profile.name}: ${film.title}${year} ${stars} stars; ${change.numRatings} rated.` };
    });
  },
});
