import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

const SHOWN = 3;

export const posterGenresCommand = defineCommand({
  name: 'poster-genres',
  usage: 'FOLDER',
  summary: 'Says which genres the posters of a folder look like.',
  help: ['FOLDER  any folder of PNG, JPEG or WebP pictures'],
  args: z.object({ positionals: z.tuple([z.string().min(1)], { error: 'name one folder of pictures' }) }),
  schema: z.object({
    folder: z.string(),
    posters: z.array(z.object({ file: z.string(), genres: z.array(z.object({ genre: z.string(), probability: z.number() })) })),
    skipped: z.array(z.object({ file: z.string(), why: z.string() })),
  }),
  async run({ positionals: [folder] }, context) {
    const { posters, skipped } = await withCompute(context, (call) =>
      call('lookAtPosters', { modelsDir: context.paths.modelsDir, folder }),
    );
    const json = {
      folder,
      posters: posters.map(({ file, genres }) => ({ file, genres: genres.map((genre) => ({ ...genre })) })),
      skipped: skipped.map((one) => ({ ...one })),
    };
    const lines = posters.map(({ file, genres }) => {
      const likeliest = genres.slice(0, SHOWN).map(({ genre, probability }) => `${genre} ${(100 * probability).toFixed(0)} %`);
      return `${file}: ${likeliest.join(', ')}`;
    });
    return { json, text: [...lines, ...skipped.map(({ file, why }) => `${file} was skipped: ${why}`)].join('\n') };
  },
});
