import { z } from 'zod';
import { protocolNames, searchMethods, searchTrialSchema } from '../../../contract/experiments.ts';
import { bestTrial } from '../../../core/evaluation/search.ts';
import { countArgument, datasetArgument, modelArgument, nothing, settingsArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';

const searchable = protocolNames.filter((name) => name !== 'cold-users');

export const searchCommand = defineCommand({
  name: 'search',
  usage: '--data NAME --protocol NAME --model NAME [--trials N] [--method NAME] [--set k=v ...] [--seed N]',
  summary: 'Searches hyper-parameters on validation rows; the test is never read.',
  help: [
    '--data NAME      an imported data set',
    `--protocol NAME  ${searchable.join(', ')}`,
    '--model NAME     the recommender',
    '--trials N       settings drawn, the preset among them (20)',
    `--method NAME    ${searchMethods.join(' or ')} (random)`,
    '--set k=v        what all trials have in common; may be given several times',
    '--seed N         seed of all randomness (1)',
  ],
  options: {
    data: { type: 'string' },
    protocol: { type: 'string' },
    model: { type: 'string' },
    trials: { type: 'string' },
    method: { type: 'string' },
    set: { type: 'string', multiple: true },
    seed: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    data: datasetArgument,
    protocol: z.enum(searchable, { error: `one of ${searchable.join(', ')}` }),
    model: modelArgument,
    trials: countArgument.pipe(z.number().max(500)).default(20),
    method: z.enum(searchMethods).default('random'),
    set: settingsArgument.default({}),
    seed: countArgument.default(1),
  }),
  schema: z.object({
    searchId: z.string(),
    objective: z.string(),
    best: searchTrialSchema.nullable(),
    trials: z.array(searchTrialSchema),
  }),
  async run({ data, protocol, model, trials, method, set, seed }, context) {
    const found = await withApplication(context, ({ application: { lab } }) =>
      lab.search(
        { dataset: data, protocol, model, trials, method, hyperparameters: set, seed },
        { signal: context.signal, reportProgress: context.reportProgress },
      ),
    );
    const best = bestTrial(found.trials);
    const line = ({ trial, rung, value, hyperparameters }: (typeof found.trials)[number]): string => {
      const settings = Object.entries(hyperparameters).map(([name, setting]) => `${name}=${setting}`);
      return `${String(trial).padStart(4)}.${rung}  ${value.toFixed(5)}  ${settings.join(' ')}`;
    };
    const { searchId, objective } = found;
    const lines = [...found.trials].sort((a, b) => b.rung - a.rung || b.value - a.value).map(line);
    return {
      json: { searchId, objective, best, trials: found.trials },
      text: [`${model}, ${objective} on validation rows, best first`, ...lines].join('\n'),
    };
  },
});
