import { z } from 'zod';
import { protocolNames, searchMethods, searchTrialSchema } from '../../../contract/experiments.ts';
import { bestTrial } from '../../../core/evaluation/search.ts';
import { countArgument, datasetArgument, modelArgument, nothing, settingsArgument } from '../arguments.ts';
import { defineCommand, UsageError } from '../command.ts';
import { withApplication } from '../openApplication.ts';

/** @throws UsageError */
function needed<T>(option: string, value: T | undefined): T {
  if (value === undefined) throw new UsageError(`--${option} is missing`);
  return value;
}

const searchable = protocolNames.filter((name) => name !== 'cold-users');

export const searchCommand = defineCommand({
  name: 'search',
  usage: '(--data NAME --protocol NAME --model NAME [--trials N] [--method NAME] [--set k=v ...] [--seed N] | --resume ID)',
  summary: 'Searches hyper-parameters on validation rows; the test is never read.',
  help: [
    '--data NAME      an imported data set',
    `--protocol NAME  ${searchable.join(', ')}`,
    '--model NAME     the recommender',
    '--trials N       settings drawn, the preset among them (20)',
    `--method NAME    ${searchMethods.join(' or ')} (random)`,
    '--set k=v        what all trials have in common; may be given several times',
    '--seed N         seed of all randomness (1)',
    '--resume ID      goes on with a search that was stopped, to the same figures; "last" for the newest',
  ],
  options: {
    data: { type: 'string' },
    protocol: { type: 'string' },
    model: { type: 'string' },
    trials: { type: 'string' },
    method: { type: 'string' },
    set: { type: 'string', multiple: true },
    seed: { type: 'string' },
    resume: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    data: datasetArgument.optional(),
    protocol: z.enum(searchable, { error: `one of ${searchable.join(', ')}` }).optional(),
    model: modelArgument.optional(),
    trials: countArgument.pipe(z.number().max(500)).default(20),
    method: z.enum(searchMethods).default('random'),
    set: settingsArgument.default({}),
    seed: countArgument.default(1),
    resume: z.string().min(1).optional(),
  }),
  schema: z.object({
    searchId: z.string(),
    objective: z.string(),
    best: searchTrialSchema.nullable(),
    trials: z.array(searchTrialSchema),
  }),
  async run({ resume, data, protocol, model: named, trials, method, set, seed }, context) {
    const asked =
      resume === undefined
        ? { dataset: needed('data', data), protocol: needed('protocol', protocol), model: needed('model', named) }
        : null;
    const work = { signal: context.signal, reportProgress: context.reportProgress };
    const found = await withApplication(context, ({ application: { lab } }) =>
      asked === null ? lab.resumeSearch(resume!, work) : lab.search({ ...asked, trials, method, hyperparameters: set, seed }, work),
    );
    const best = bestTrial(found.trials);
    const line = ({ trial, rung, value, hyperparameters }: (typeof found.trials)[number]): string => {
      const settings = Object.entries(hyperparameters).map(([name, setting]) => `${name}=${setting}`);
      return `${String(trial).padStart(4)}.${rung}  ${value.toFixed(5)}  ${settings.join(' ')}`;
    };
    const { searchId, model, objective } = found;
    const lines = [...found.trials].sort((a, b) => b.rung - a.rung || b.value - a.value).map(line);
    return {
      json: { searchId, objective, best, trials: found.trials },
      text: [`${model}, ${objective} on validation rows, best first`, ...lines].join('\n'),
    };
  },
});
