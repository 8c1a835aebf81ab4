import { z } from 'zod';
import { hubModelSchema } from '../../../contract/downloads.ts';
import { DomainError } from '../../../core/base/errors.ts';
import { nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function describe(model: z.infer<typeof hubModelSchema>): string {
  const state = { absent: 'not here', downloading: 'being downloaded', installed: `here, from ${model.from}` }[model.state];
  return [
    `${model.id}: ${state}`,
    `  ${model.purpose}`,
    `  ${megabytes(model.sizeBytes)}${model.receivedBytes > 0 && model.state === 'absent' ? `, ${megabytes(model.receivedBytes)} received` : ''}; ${megabytes(model.freeBytes)} free`,
    `  Licence: ${model.licence} (${model.licenceUrl})`,
    `  Source: ${model.source}`,
    ...model.files.map(({ path, sha256 }) => `    ${path}  sha256 ${sha256}`),
    ...(model.state === 'installed' && !model.isVerified ? ['  Its checksums are not the published ones.'] : []),
  ].join('\n');
}

const one = z.tuple([z.string().min(1)], { error: 'name one model, such as all-MiniLM-L6-v2' });

const list = defineCommand({
  name: 'downloads list',
  usage: '',
  summary: 'Lists models of others that can be downloaded: size, licence, source, checksums.',
  args: z.object({ positionals: nothing }),
  schema: z.object({ downloads: z.array(hubModelSchema) }),
  run: (_args, context) =>
    withApplication(context, async ({ client }) => {
      const models = await client.downloads.list();
      return { json: { downloads: models }, text: models.map(describe).join('\n\n') };
    }),
});

const start = defineCommand({
  name: 'downloads start',
  usage: 'NAME --yes',
  summary: 'Downloads a model after saying what it is; without --yes it only says so.',
  help: ['--yes   agree to size, licence and source as they are listed'],
  options: { yes: { type: 'boolean' } },
  args: z.object({ positionals: one, yes: z.boolean().default(false) }),
  schema: hubModelSchema,
  run: ({ positionals: [id], yes }, context) =>
    withApplication(context, async ({ client }) => {
      const find = async () => (await client.downloads.list()).find((model) => model.id === id);
      const model = await find();
      if (model === undefined) throw new DomainError('not-found', `There is no model "${id}"; "marquee downloads list" has all.`);
      if (!yes)
        return { json: model, text: `${describe(model)}\n\nNothing was downloaded. Add --yes to download ${megabytes(model.sizeBytes)}.` };
      const { jobId } = await client.downloads.start({ id });
      context.signal.addEventListener('abort', () => void client.jobs.cancel({ jobId }));
      for await (const { job } of await client.jobs.watch(undefined, {})) {
        if (job.jobId !== jobId) continue;
        const { state, phase, done, total, unit, error } = job;
        if (state === 'running') context.reportProgress({ phase, done, total, unit });
        if (state === 'failed' && error !== null) throw new DomainError('network-failed', error.message);
        if (state === 'cancelled')
          throw new DomainError('cancelled', 'The download was stopped; what was received is kept, and goes on from there next time.');
        if (state === 'done') break;
      }
      const installed = (await find())!;
      return { json: installed, text: describe(installed) };
    }),
});

const fromFolder = defineCommand({
  name: 'downloads import',
  usage: 'NAME FOLDER',
  summary: 'Takes a model from a folder that you have, in the layout of its publisher.',
  args: z.object({ positionals: z.tuple([z.string().min(1), z.string().min(1)], { error: 'name a model and a folder' }) }),
  schema: hubModelSchema,
  run: ({ positionals: [id, path] }, context) =>
    withApplication(context, async ({ client }) => {
      const model = await client.downloads.importFolder({ id, path });
      return { json: model, text: describe(model) };
    }),
});

const remove = defineCommand({
  name: 'downloads remove',
  usage: 'NAME',
  summary: 'Removes a downloaded model and what an interrupted download left.',
  args: z.object({ positionals: one }),
  schema: z.object({ removed: z.literal(true) }),
  run: ({ positionals: [id] }, context) =>
    withApplication(context, async ({ client }) => ({ json: await client.downloads.remove({ id }), text: `${id} is gone.` })),
});

export const downloadCommands = [list, start, fromFolder, remove];
