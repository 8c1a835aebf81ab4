import type { RouteCase, RouteName } from './routeCases.ts';
import { nobody, strange } from './wrongInputs.ts';

type LabRoute = Extract<RouteName, `${'experiments' | 'runs' | 'explore' | 'survey' | 'showcase'}.${string}`>;

/** The cases of the lab. */
export const labRouteCases: Readonly<Record<LabRoute, RouteCase>> = {
  'experiments.options': { valid: () => ({ protocol: 'rows-80-20' }), invalid: [{ protocol: 'coin-toss' }, ...strange] },
  'experiments.start': {
    valid: ({ labData }) => ({ dataset: labData, protocol: null, model: 'bias', hyperparameters: { sweeps: 2 }, device: 'cpu' }),
    invalid: [
      {},
      { dataset: '../x', protocol: null, model: 'bias' },
      { dataset: 'x', protocol: 'coin-toss', model: 'bias' },
      { dataset: 'x', protocol: null, model: 'oracle' },
      { dataset: 'x', protocol: null, model: 'bias', seeds: [] },
      { dataset: 'x', protocol: null, model: 'bias', seeds: [-1] },
      { dataset: 'x', protocol: null, model: 'bias', hyperparameters: { sweeps: null } },
      ...strange,
    ],
    absent: { input: () => ({ dataset: 'never-imported', protocol: null, model: 'bias' }), code: 'not-found' },
  },
  'experiments.startFile': {
    valid: async ({ client, runs }) => ({ text: (await client.experiments.file({ runId: (await runs())[0] })).text }),
    invalid: [{}, { text: '' }, { text: 7 }, ...strange],
    absent: { input: () => ({ text: '{"format": "something-else"}' }), code: 'invalid-input' },
  },
  'experiments.file': {
    valid: async ({ runs }) => ({ runId: (await runs())[0] }),
    invalid: [{}, { runId: '' }, ...strange],
    absent: { input: () => ({ runId: 'no-such-run' }), code: 'not-found' },
  },
  'experiments.search': {
    valid: ({ labData }) => ({ dataset: labData, protocol: 'rows-80-20', model: 'bias', trials: 2 }),
    invalid: [
      {},
      { dataset: 'x', protocol: 'cold-users', model: 'bias' },
      { dataset: 'x', protocol: 'rows-80-20', model: 'bias', trials: 0 },
      { dataset: 'x', protocol: 'rows-80-20', model: 'bias', method: 'guess' },
      ...strange,
    ],
    absent: { input: () => ({ dataset: 'never-imported', protocol: 'rows-80-20', model: 'bias' }), code: 'not-found' },
  },
  'experiments.resume': {
    async valid({ client, labData, waitingJob }) {
      await waitingJob();
      const { runId, jobId } = await client.experiments.start({ dataset: labData, protocol: 'rows-80-20', model: 'bias', seeds: [1] });
      await client.jobs.cancel({ jobId });
      return { runId };
    },
    invalid: [{}, { runId: '' }, { runId: 7 }, ...strange],
    absent: { input: () => ({ runId: 'no-such-run' }), code: 'not-found' },
  },
  'experiments.resumeSearch': {
    async valid({ client, labData }) {
      const { searchId, jobId } = await client.experiments.search({ dataset: labData, protocol: 'rows-80-20', model: 'bias', trials: 8 });
      await client.jobs.cancel({ jobId });
      return { searchId };
    },
    invalid: [{}, { searchId: '' }, { searchId: 7 }, ...strange],
    absent: { input: () => ({ searchId: 'no-such-search' }), code: 'not-found' },
  },
  'experiments.searches': { valid: () => undefined, invalid: [] },
  'experiments.searchTrials': {
    valid: async ({ search }) => ({ searchId: await search() }),
    invalid: [{}, { searchId: 7 }, ...strange],
    absent: { input: () => ({ searchId: 'no-such-search' }), code: 'not-found' },
  },
  'runs.list': {
    valid: async ({ runs, labData }) => {
      await runs();
      return { dataset: labData, protocol: 'rows-80-20', states: ['done'], sort: 'metric:ndcg@10', text: 'bi', limit: 10 };
    },
    invalid: [{ sort: 'mood' }, { limit: 0 }, { states: ['lost'] }, { models: ['oracle'] }, ...strange],
  },
  'runs.get': {
    valid: async ({ runs }) => ({ runId: (await runs())[0] }),
    invalid: [{}, { runId: '' }, ...strange],
    absent: { input: () => ({ runId: 'no-such-run' }), code: 'not-found' },
  },
  'runs.curve': {
    valid: async ({ runs }) => ({ runId: (await runs())[0], maxPoints: 100 }),
    invalid: [{}, { runId: 'x', maxPoints: 1 }, ...strange],
    absent: { input: () => ({ runId: 'no-such-run' }), code: 'not-found' },
  },
  'runs.watch': {
    valid: async ({ runs }) => ({ runId: (await runs())[0] }),
    invalid: [{}, { runId: 7 }, ...strange],
    absent: { input: () => ({ runId: 'no-such-run' }), code: 'not-found' },
  },
  'runs.update': {
    valid: async ({ runs }) => ({ runId: (await runs())[1], label: 'The second', note: 'Looks well.' }),
    invalid: [{}, { runId: 'x', label: 'x'.repeat(121) }, ...strange],
    absent: { input: () => ({ runId: 'no-such-run', label: 'x' }), code: 'not-found' },
  },
  'runs.compare': {
    valid: async ({ runs }) => ({ runIds: await runs() }),
    invalid: [{}, { runIds: ['one'] }, { runIds: [1, 2] }, ...strange],
    absent: { input: () => ({ runIds: ['no-such-run', 'nor-this'] }), code: 'not-found' },
  },
  'runs.export': {
    valid: async ({ runs }) => ({ runIds: await runs(), what: 'per-user', format: 'parquet' }),
    invalid: [{}, { runIds: [], format: 'csv' }, { runIds: ['x'], format: 'xlsx' }, ...strange],
    absent: { input: () => ({ runIds: ['no-such-run'], format: 'csv' }), code: 'not-found' },
  },
  'runs.remove': {
    valid: async ({ client, runs }) => {
      const { text } = await client.experiments.file({ runId: (await runs())[0] });
      const { runId, jobId } = await client.experiments.startFile({ text });
      await client.jobs.cancel({ jobId });
      return { runId };
    },
    invalid: [{}, { runId: '' }, ...strange],
    absent: { input: () => ({ runId: 'no-such-run' }), code: 'not-found' },
  },
  'explore.summary': {
    valid: ({ labData, profileId }) => ({ dataset: labData, filter: { minRatingsPerUser: 2, releasedFrom: 1900 }, profileId }),
    invalid: [
      {},
      { dataset: '../x' },
      { dataset: 'x', filter: { minRatingsPerFilm: -1 } },
      { dataset: 'x', filter: { releasedFrom: 9 } },
      ...strange,
    ],
    absent: { input: () => ({ dataset: 'never-imported' }), code: 'not-found' },
  },
  'explore.derive': {
    valid: ({ labData }) => ({ dataset: labData, filter: { minRatingsPerFilm: 2 }, name: 'derived' }),
    invalid: [{}, { dataset: 'x', filter: {}, name: '../x' }, { dataset: 'x', name: 'y' }, ...strange],
    absent: { input: () => ({ dataset: 'never-imported', filter: {}, name: 'y' }), code: 'not-found' },
  },
  'survey.start': {
    valid: ({ profileId }) => ({ profileId, models: ['ease', 'ials'], length: 5 }),
    invalid: [{}, { profileId: 'x', models: ['ease'] }, { profileId: 'x', models: ['ease', 'ials'], length: 2 }, ...strange],
    absent: { input: ({ profileId }) => ({ profileId, models: ['ease', 'no-such-model'] }), code: 'not-found' },
  },
  'survey.answer': {
    valid: async ({ client, profileId }) => {
      const { surveyId } = await client.survey.start({ profileId, models: ['ease', 'popularity'] });
      const list = { relevance: 4, novelty: 2, trust: 5 };
      return { surveyId, left: list, right: { ...list, novelty: 5 }, preferred: 'right', comment: 'More new films.' };
    },
    invalid: [
      {},
      { surveyId: 'x', left: { relevance: 6, novelty: 1, trust: 1 }, right: { relevance: 1, novelty: 1, trust: 1 }, preferred: 'left' },
      ...strange,
    ],
    absent: {
      input: () => {
        const list = { relevance: 1, novelty: 1, trust: 1 };
        return { surveyId: 'no-such-survey', left: list, right: list, preferred: 'neither' };
      },
      code: 'not-found',
    },
  },
  'survey.list': { valid: () => undefined, invalid: [] },
  'survey.summary': { valid: () => undefined, invalid: [] },
  'survey.export': { valid: () => ({ format: 'csv' }), invalid: [{}, { format: 'xml' }, ...strange] },
  'showcase.get': {
    valid: ({ profileId }) => ({ profileId, favourites: 5, top: 6 }),
    invalid: [{}, { profileId: 'x', top: 31 }, ...strange],
    absent: { input: () => nobody, code: 'not-found' },
  },
  'showcase.markdown': {
    valid: ({ profileId }) => ({ profileId }),
    invalid: [{}, { profileId: 7 }, ...strange],
    absent: { input: () => nobody, code: 'not-found' },
  },
};
