import { z } from 'zod';
import { datasetFilterSchema, type Explore, exploreSchema } from '../../../contract/explore.ts';
import { yearSchema } from '../../../contract/shared.ts';
import { countArgument, datasetArgument, nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication, withCompute } from '../openApplication.ts';

const year = countArgument.pipe(yearSchema);

export const exploreCommand = defineCommand({
  name: 'explore',
  usage: '--data NAME [--min-film N] [--min-user N] [--released FROM-TO] [--rated FROM-TO] [--genre A,B] [--derive NAME]',
  summary: 'Describes a data set, or the part that a filter leaves, and may store that part as a data set of its own.',
  help: [
    '--data NAME         an imported data set',
    '--min-film N        films with at least N ratings',
    '--min-user N        people with at least N ratings',
    '--released FROM-TO  years of release, such as 1990-1999',
    '--rated FROM-TO     years in which the ratings were given',
    '--genre A,B         any of these genres',
    '--derive NAME       stores what is left under this name',
  ],
  options: {
    data: { type: 'string' },
    'min-film': { type: 'string' },
    'min-user': { type: 'string' },
    released: { type: 'string' },
    rated: { type: 'string' },
    genre: { type: 'string' },
    derive: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    data: datasetArgument,
    'min-film': countArgument.default(0),
    'min-user': countArgument.default(0),
    released: yearsArgument().default([null, null]),
    rated: yearsArgument().default([null, null]),
    genre: z
      .string()
      .transform((text) => text.split(',').map((name) => name.trim()))
      .default([]),
    derive: datasetArgument.optional(),
  }),
  schema: exploreSchema.extend({ derived: z.object({ name: z.string(), sha256: z.string(), rows: z.number().int() }).nullable() }),
  async run({ data, 'min-film': minRatingsPerFilm, 'min-user': minRatingsPerUser, released, rated, genre, derive }, context) {
    const filter = datasetFilterSchema.parse({
      minRatingsPerFilm,
      minRatingsPerUser,
      releasedFrom: released[0],
      releasedTo: released[1],
      ratedFrom: rated[0],
      ratedTo: rated[1],
      genres: genre,
    });
    const found = await withApplication(context, ({ client }) => client.explore.summary({ dataset: data, filter }));
    if (derive === undefined) return { json: { ...found, derived: null }, text: words(found).join('\n') };
    const made = await withCompute(context, (call) => call('derive', { dataDir: context.dataDir, dataset: data, filter, name: derive }));
    const derived = { name: made.name, sha256: made.sha256, rows: made.rows };
    return { json: { ...found, derived }, text: [...words(found), `Stored as ${made.name}, sha256 ${made.sha256}`].join('\n') };
  },
});

/** "1990-1999", "1990-" or "-1999". */
function yearsArgument() {
  return z
    .string()
    .regex(/^(\d{4})?-(\d{4})?$/, 'years are written as 1990-1999, 1990- or -1999')
    .transform((text) => text.split('-').map((part) => (part === '' ? null : part)))
    .pipe(z.tuple([year.nullable(), year.nullable()]));
}

function words(found: Explore): string[] {
  const count = (value: number): string => value.toLocaleString('en');
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const { rows, users, films, sparsity, mean, ratings, userActivity, filmActivity, longTail, coldStart, genres } = found;
  const widest = Math.max(...ratings.map((bin) => bin.count));
  return [
    `${found.dataset}: ${count(rows)} ratings by ${count(users)} people of ${count(films)} films, ${share(sparsity)} of the table is empty, mean ${mean.toFixed(2)}`,
    `Ratings a person: ${userActivity.min} to ${count(userActivity.max)}, median ${userActivity.median}, Gini ${userActivity.gini.toFixed(3)}`,
    `Ratings a film: ${filmActivity.min} to ${count(filmActivity.max)}, median ${filmActivity.median}, Gini ${filmActivity.gini.toFixed(3)}`,
    `The most rated tenth of the films has ${share(longTail.topTenthShare)} of all ratings; ${count(longTail.filmsRatedOnce)} films were rated once`,
    ...coldStart.map(
      ({ fewerThan, users: people, films: cold }) => `Fewer than ${fewerThan} ratings: ${count(people)} people, ${count(cold)} films`,
    ),
    ...ratings.map(({ stars, count: given }) => `${stars.toFixed(1)}  ${'#'.repeat(Math.round((40 * given) / widest))} ${count(given)}`),
    ...genres.map(
      (row) =>
        `${row.genre.padEnd(20)} ${count(row.films).padStart(6)} films ${count(row.ratings).padStart(9)} ratings  ${row.mean?.toFixed(2) ?? ''}`,
    ),
  ];
}
