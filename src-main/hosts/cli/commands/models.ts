import { z } from 'zod';
import { activeModelSchema, modelCardSchema, modelRoles } from '../../../contract/models.ts';
import { datasetArgument, nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';
import { writeExport, writtenSchema } from '../writeExport.ts';

const oneModel = z.tuple([z.string().min(1)], { error: 'name one model by its id from "marquee models"' });
const roleOptions = { role: { type: 'string' }, data: { type: 'string' } } as const;
const roleHelp = ['--role NAME  ranking or stars (ranking)', '--data NAME  the data set that it serves (otherwise your own lists)'];
const roleArgs = { role: z.enum(modelRoles).default('ranking'), data: datasetArgument.optional() };
const activeList = z.object({ active: z.array(activeModelSchema) });

const describe = (active: readonly z.infer<typeof activeModelSchema>[]): string =>
  active.length === 0
    ? 'The defaults serve.'
    : active.map(({ dataset, role, modelId }) => `${dataset === 'app' ? 'own lists' : dataset}, ${role}: ${modelId}`).join('\n');

const modelsCommand = defineCommand({
  name: 'models',
  usage: '',
  summary: 'Lists the models at hand, shipped and your own, and which are in use.',
  args: z.object({ positionals: nothing }),
  schema: z.object({ models: z.array(modelCardSchema), active: z.array(activeModelSchema) }),
  async run(_args, context) {
    const [models, active] = await withApplication(
      context,
      async ({ client }) => [await client.models.list(), await client.models.active()] as const,
    );
    const lines = models.map(({ modelId, data, trainedAt, sizeBytes, sha256 }) => {
      const size = `${(sizeBytes / 1e6).toFixed(1)} MB`;
      return `${modelId}  ${data.name}, ${trainedAt.slice(0, 10)}, ${size}, sha256 ${sha256.slice(0, 12)}`;
    });
    return { json: { models, active }, text: [...lines, '', describe(active)].join('\n') };
  },
});

const modelsUseCommand = defineCommand({
  name: 'models use',
  usage: 'ID [--role NAME] [--data NAME]',
  summary: 'Lets a model order lists, or predict the stars beside them.',
  help: roleHelp,
  options: roleOptions,
  args: z.object({ positionals: oneModel, ...roleArgs }),
  schema: activeList,
  async run({ positionals: [modelId], role, data }, context) {
    const active = await withApplication(context, ({ client }) => client.models.activate({ modelId, role, dataset: data ?? 'app' }));
    return { json: { active }, text: describe(active) };
  },
});

const modelsRollbackCommand = defineCommand({
  name: 'models rollback',
  usage: '[--role NAME] [--data NAME]',
  summary: 'Goes back to the model before the present one.',
  help: roleHelp,
  options: roleOptions,
  args: z.object({ positionals: nothing, ...roleArgs }),
  schema: activeList,
  async run({ role, data }, context) {
    const active = await withApplication(context, ({ client }) => client.models.rollback({ role, dataset: data ?? 'app' }));
    return { json: { active }, text: describe(active) };
  },
});

const modelsImportCommand = defineCommand({
  name: 'models import',
  usage: 'PATH',
  summary: 'Takes a model in from a folder or zip, after checking everything in it.',
  args: z.object({ positionals: z.tuple([z.string().min(1)], { error: 'name one folder or zip' }) }),
  schema: modelCardSchema,
  async run({ positionals: [path] }, context) {
    const card = await withApplication(context, ({ client }) => client.models.import({ path }));
    return { json: card, text: card.modelId };
  },
});

const modelsExportCommand = defineCommand({
  name: 'models export',
  usage: 'ID --to FILE',
  summary: 'Writes a model as a zip.',
  help: ['--to FILE  where to'],
  options: { to: { type: 'string' } },
  args: z.object({ positionals: oneModel, to: z.string({ error: 'name a file' }).min(1) }),
  schema: writtenSchema,
  async run({ positionals: [modelId], to }, context) {
    return writeExport(await withApplication(context, ({ client }) => client.models.export({ modelId })), to);
  },
});

const modelsRemoveCommand = defineCommand({
  name: 'models remove',
  usage: 'ID',
  summary: 'Removes a model of your own.',
  args: z.object({ positionals: oneModel }),
  schema: z.object({ removed: z.literal(true) }),
  async run({ positionals: [modelId] }, context) {
    const removed = await withApplication(context, ({ client }) => client.models.remove({ modelId }));
    return { json: removed, text: `${modelId} is removed.` };
  },
});

export const modelCommands = [
  modelsCommand,
  modelsUseCommand,
  modelsRollbackCommand,
  modelsImportCommand,
  modelsExportCommand,
  modelsRemoveCommand,
];
