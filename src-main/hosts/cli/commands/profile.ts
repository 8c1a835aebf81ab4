import { z } from 'zod';
import {
  ageSchema,
  demographicsSchema,
  genders,
  occupations,
  type Profile,
  profileNameSchema,
  profileSchema,
} from '../../../contract/profile.ts';
import { countArgument, nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';
import { findProfile } from '../findProfile.ts';

const name = z.tuple([profileNameSchema], { error: 'name one profile' });
const whole = z.string().regex(/^\d+$/, 'a whole number').transform(Number);

export const profileCreateCommand = defineCommand({
  name: 'profile create',
  usage: 'NAME [--age CODE] [--gender F|M] [--occupation CODE]',
  summary: 'Makes a profile; every question about the person is optional.',
  help: [
    '--age CODE         1, 18, 25, 35, 45, 50 or 56: where the age group begins',
    '--gender F|M',
    '--occupation CODE  0 to 20, the codes of MovieLens 1M',
  ],
  options: { age: { type: 'string' }, gender: { type: 'string' }, occupation: { type: 'string' } },
  args: z.object({
    positionals: name,
    age: whole.pipe(ageSchema).optional(),
    gender: z.enum(Object.keys(genders) as (keyof typeof genders)[], { error: 'F or M' }).optional(),
    occupation: whole.pipe(demographicsSchema.shape.occupation.unwrap()).optional(),
  }),
  schema: profileSchema,
  async run({ positionals: [profileName], age, gender, occupation }, context) {
    const profile = await withApplication(context, async ({ client }) => {
      return await client.profile.create({ name: profileName, age: age ?? null, gender: gender ?? null, occupation: occupation ?? null });
    });
    return { json: profile, text: describe(profile) };
  },
});

export const profileListCommand = defineCommand({
  name: 'profile list',
  usage: '',
  summary: 'Lists the profiles of this data folder.',
  args: z.object({ positionals: nothing }),
  schema: z.object({ profiles: z.array(profileSchema), activeProfileId: z.string().nullable() }),
  async run(_args, context) {
    const list = await withApplication(context, ({ client }) => client.profile.list());
    const text = list.profiles.map(describe).join('\n');
    return { json: list, text: text === '' ? 'There is no profile yet; "marquee profile create NAME" makes one.' : text };
  },
});

export const profileShowCommand = defineCommand({
  name: 'profile show',
  usage: 'NAME [--top N]',
  summary: 'Shows one profile and its latest ratings.',
  help: ['--top N   how many ratings (20)'],
  options: { top: { type: 'string' } },
  args: z.object({ positionals: name, top: countArgument.pipe(z.number().max(1000)).default(20) }),
  schema: z.object({
    profile: profileSchema,
    ratings: z.array(z.object({ movieId: z.number().int(), title: z.string(), year: z.number().int().nullable(), stars: z.number() })),
  }),
  async run({ positionals: [profileName], top }, context) {
    return await withApplication(context, async ({ client }) => {
      const profile = await findProfile(client, profileName);
      const { entries } = await client.ratings.library({ profileId: profile.profileId, shelf: 'rated', limit: top });
      const ratings = entries.map(({ film, state }) => ({
        movieId: film.filmId,
        title: film.title,
        year: film.year,
        stars: state.stars ?? 0,
      }));
      const lines = ratings.map(({ title, year, stars }) => `  ${stars.toFixed(1)}  ${title}${year === null ? '' : ` (${year})`}`);
      return { json: { profile, ratings }, text: [describe(profile), ...lines].join('\n') };
    });
  },
});

export const profileDeleteCommand = defineCommand({
  name: 'profile delete',
  usage: 'NAME [--purge-backups]',
  summary: 'Deletes a profile with everything kept about it.',
  help: ['--purge-backups  delete the backups too, which still hold it'],
  options: { 'purge-backups': { type: 'boolean' } },
  args: z.object({ positionals: name, 'purge-backups': z.boolean().default(false) }),
  schema: z.object({ deleted: z.string(), deletedRatings: z.number().int() }),
  async run({ positionals: [profileName], 'purge-backups': purgeBackups }, context) {
    return await withApplication(context, async ({ client }) => {
      const profile = await findProfile(client, profileName);
      const { deletedRatings } = await client.profile.delete({ profileId: profile.profileId, purgeBackups });
      return { json: { deleted: profile.name, deletedRatings }, text: `${profile.name} is deleted, with ${deletedRatings} ratings.` };
    });
  },
});

function describe(profile: Profile): string {
  const parts = [`${profile.numRatings} ratings`];
  if (profile.age !== null) parts.push(`age group ${profile.age}`);
  if (profile.gender !== null) parts.push(genders[profile.gender].toLowerCase());
  if (profile.occupation !== null) parts.push(occupations[profile.occupation as keyof typeof occupations].toLowerCase());
  return `${profile.name}  (${parts.join(', ')})`;
}
