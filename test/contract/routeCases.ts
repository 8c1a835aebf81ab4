import type { Contract } from '../../src-main/contract/contract.ts';
import { writeTinyEncoder } from '../helpers/tinyEncoder.ts';
import type { AppClient } from '../../src-main/services/transports/inProcess.ts';

export type RouteName = { [D in keyof Contract]: `${D}.${keyof Contract[D] & string}` }[keyof Contract];

/** What a case can build on: a profile with three ratings, and a folder with a small data set. */
export interface Fixture {
  readonly client: AppClient;
  readonly profileId: string;
  readonly datasetFolder: string;
  /** An empty folder for this transport alone. */
  readonly spareFolder: string;
  /** A folder with a model that somebody else made. */
  readonly shippedModel: string;
  /** Name of an imported data set that stays. */
  readonly labData: string;
  /** Imports the small data set under a name and waits until it is there. */
  importAs(name: string): Promise<{ jobId: string }>;
  /** A job of the lab that waits behind a long one. */
  waitingJob(): Promise<string>;
  /** Runs of two models on the small data set, both done, made once. */
  runs(): Promise<readonly [string, string]>;
  /** A search that is done, made once. */
  search(): Promise<string>;
  /** A model of one's own, trained on the small data set, made once. */
  model(): Promise<string>;
}

export interface RouteCase {
  /** An input that the route must answer. Runs in order, so that destructive routes bring their own victims. */
  valid(fixture: Fixture): unknown;
  /** Inputs that must be refused as `invalid-input`; empty only for routes that take none. */
  readonly invalid: readonly unknown[];
  /** A well-formed input for something that is not there. */
  readonly absent?: { readonly input: (fixture: Fixture) => unknown; readonly code: string };
}

const film = 318;
const nobody = { profileId: 'nobody-has-this-id' };
const noFilm = 99_999_999;
const strange = [null, 7, 'text', []] as const;

/** One case per route; a route of the contract without a case does not compile. */
export const routeCases: Readonly<Record<RouteName, RouteCase>> = {
  'app.info': { valid: () => undefined, invalid: [] },
  'app.settings': { valid: () => undefined, invalid: [] },
  'app.saveSettings': {
    valid: () => ({ theme: 'dark', textScale: 1.25 }),
    invalid: [{ theme: 'pink' }, { textScale: 9 }, { device: 'abacus' }, { singleKeyShortcuts: 'yes' }, ...strange],
  },
  'app.diagnostics': { valid: () => undefined, invalid: [] },
  'app.testDevices': { valid: () => undefined, invalid: [] },
  'app.backups': { valid: () => undefined, invalid: [] },
  'app.backup': { valid: () => undefined, invalid: [] },
  'app.restore': {
    valid: async ({ client }) => ({ backupId: (await client.app.backup()).backupId }),
    invalid: [{}, { backupId: 7 }, ...strange],
    absent: { input: () => ({ backupId: 'person-0000000000000-asked' }), code: 'not-found' },
  },
  'app.moveData': {
    valid: ({ spareFolder }) => ({ to: `${spareFolder}/moved` }),
    invalid: [{}, { to: '' }, { to: 'x'.repeat(5_000) }, ...strange],
    absent: { input: () => ({ to: 'relative/path' }), code: 'invalid-input' },
  },
  'app.licences': { valid: () => undefined, invalid: [] },
  'profile.list': { valid: () => undefined, invalid: [] },
  'profile.create': {
    valid: () => ({ name: 'Someone new', age: 25, gender: 'F', occupation: 12 }),
    invalid: [
      { name: '', age: null, gender: null, occupation: null },
      { name: 'x'.repeat(61), age: null, gender: null, occupation: null },
      { name: 'Ada', age: 26, gender: null, occupation: null },
      { name: 'Ada', age: null, gender: 'X', occupation: null },
      { name: 'Ada', age: null, gender: null, occupation: 21 },
      { name: 'Ada' },
      ...strange,
    ],
  },
  'profile.update': {
    valid: ({ profileId }) => ({ profileId, occupation: 3 }),
    invalid: [{}, { profileId: '' }, { profileId: 'x', age: 3 }, ...strange],
    absent: { input: () => ({ ...nobody, age: 25 }), code: 'not-found' },
  },
  'profile.activate': {
    valid: ({ profileId }) => ({ profileId }),
    invalid: [{}, { profileId: 7 }, ...strange],
    absent: { input: () => nobody, code: 'not-found' },
  },
  'profile.export': {
    valid: ({ profileId }) => ({ profileId, format: 'csv' }),
    invalid: [{}, { profileId: 'x', format: 'xml' }, ...strange],
    absent: { input: () => ({ ...nobody, format: 'json' }), code: 'not-found' },
  },
  'profile.delete': {
    valid: async ({ client }) => {
      const { profileId } = await client.profile.create({ name: 'Leaving', age: null, gender: null, occupation: null });
      return { profileId, purgeBackups: true };
    },
    invalid: [{}, { profileId: 'x', purgeBackups: 1 }, ...strange],
    absent: { input: () => nobody, code: 'not-found' },
  },
  'ratings.save': {
    valid: ({ profileId }) => ({ profileId, filmId: film, stars: 4.5 }),
    invalid: [
      { profileId: 'x', filmId: film, stars: 0 },
      { profileId: 'x', filmId: film, stars: 5.5 },
      { profileId: 'x', filmId: film, stars: 3.3 },
      { profileId: 'x', filmId: film, stars: Number.NaN },
      { profileId: 'x', filmId: -1, stars: 3 },
      { profileId: 'x', filmId: 1.5, stars: 3 },
      ...strange,
    ],
    absent: { input: ({ profileId }) => ({ profileId, filmId: noFilm, stars: 3 }), code: 'not-found' },
  },
  'ratings.remove': {
    valid: ({ profileId }) => ({ profileId, filmId: film }),
    invalid: [{}, { profileId: 'x' }, { profileId: 'x', filmId: 0 }, ...strange],
    absent: { input: () => ({ ...nobody, filmId: film }), code: 'not-found' },
  },
  'ratings.setWatchlist': {
    valid: ({ profileId }) => ({ profileId, filmId: film, on: true }),
    invalid: [{ profileId: 'x', filmId: film }, { profileId: 'x', filmId: film, on: 'yes' }, ...strange],
    absent: { input: () => ({ ...nobody, filmId: film, on: true }), code: 'not-found' },
  },
  'ratings.setHidden': {
    valid: ({ profileId }) => ({ profileId, filmId: film, on: false }),
    invalid: [{ profileId: 'x', filmId: film }, ...strange],
    absent: { input: () => ({ ...nobody, filmId: film, on: true }), code: 'not-found' },
  },
  'ratings.setNotSeen': {
    valid: ({ profileId }) => ({ profileId, filmId: film, on: true }),
    invalid: [{ profileId: 'x', filmId: film }, ...strange],
    absent: { input: () => ({ ...nobody, filmId: film, on: true }), code: 'not-found' },
  },
  'ratings.undo': {
    valid: ({ profileId }) => ({ profileId }),
    invalid: [{}, { profileId: 'x', undoToken: 7 }, ...strange],
    absent: { input: () => nobody, code: 'not-found' },
  },
  'ratings.library': {
    valid: ({ profileId }) => ({ profileId, shelf: 'rated', sort: 'title', text: 'o' }),
    invalid: [
      {},
      { profileId: 'x', shelf: 'attic' },
      { profileId: 'x', shelf: 'rated', limit: 0 },
      { profileId: 'x', shelf: 'rated', sort: 'mood' },
      ...strange,
    ],
    absent: { input: () => ({ ...nobody, shelf: 'rated' }), code: 'not-found' },
  },
  'catalog.summary': { valid: () => undefined, invalid: [] },
  'catalog.search': {
    valid: ({ profileId }) => ({ query: 'matrix 1999', profileId }),
    invalid: [{}, { query: 'x'.repeat(201) }, { query: 'x', limit: 51 }, ...strange],
  },
  'catalog.film': {
    valid: () => ({ filmId: film }),
    invalid: [{}, { filmId: 0 }, { filmId: '318' }, ...strange],
    absent: { input: () => ({ filmId: noFilm }), code: 'not-found' },
  },
  'catalog.posterImage': {
    valid: () => ({ filmId: film, format: 'svg', width: 200 }),
    invalid: [{}, { filmId: film, format: 'gif' }, { filmId: film, format: 'png', width: 10 }, ...strange],
    absent: { input: () => ({ filmId: noFilm, format: 'svg' }), code: 'not-found' },
  },
  'catalog.wall': { valid: () => ({ limit: 24 }), invalid: [{ limit: 0 }, { limit: 201 }, ...strange] },
  'recommendations.list': {
    valid: ({ profileId }) => ({
      profileId,
      genres: ['Drama'],
      yearFrom: 1960,
      yearTo: 2010,
      variety: 0.4,
      fame: -0.3,
      limit: 12,
      reasonsFor: 3,
    }),
    invalid: [
      {},
      { profileId: 'x', model: 'oracle' },
      { profileId: 'x', variety: 2 },
      { profileId: 'x', fame: -2 },
      { profileId: 'x', limit: 0 },
      { profileId: 'x', yearFrom: 99 },
      ...strange,
    ],
    absent: { input: () => nobody, code: 'not-found' },
  },
  'recommendations.rows': {
    valid: ({ profileId }) => ({ profileId, rows: 5, perRow: 8 }),
    invalid: [{}, { profileId: 'x', rows: 0 }, { profileId: 'x', perRow: 41 }, ...strange],
    absent: { input: () => nobody, code: 'not-found' },
  },
  'recommendations.forFilm': {
    valid: ({ profileId }) => ({ profileId, filmId: 858 }),
    invalid: [{}, { profileId: 'x', filmId: 'Fargo' }, ...strange],
    absent: { input: ({ profileId }) => ({ profileId, filmId: noFilm }), code: 'not-found' },
  },
  'recommendations.guessesWithout': {
    valid: ({ profileId }) => ({ profileId, filmIds: [1, 50] }),
    invalid: [{}, { profileId: 'x', filmIds: [] }, { profileId: 'x', filmIds: [0] }, ...strange],
    absent: { input: () => ({ ...nobody, filmIds: [1] }), code: 'not-found' },
  },
  'recommendations.similar': {
    valid: ({ profileId }) => ({ filmId: film, profileId, limit: 6 }),
    invalid: [{}, { filmId: film, limit: 101 }, ...strange],
    absent: { input: () => ({ filmId: noFilm }), code: 'not-found' },
  },
  'recommendations.toRate': {
    valid: ({ profileId }) => ({ profileId, strategy: 'diverse-popular', limit: 5 }),
    invalid: [{}, { profileId: 'x', strategy: 'guess' }, ...strange],
    absent: { input: () => nobody, code: 'not-found' },
  },
  'models.list': { valid: () => undefined, invalid: [] },
  'models.active': { valid: () => undefined, invalid: [] },
  'models.activate': {
    valid: () => ({ modelId: 'shipped-als', role: 'stars' }),
    invalid: [{}, { modelId: 'shipped-als', role: 'main' }, { modelId: '', role: 'stars' }, ...strange],
    absent: { input: () => ({ modelId: 'no-such-model', role: 'ranking' }), code: 'not-found' },
  },
  'models.rollback': {
    valid: async ({ client }) => {
      await client.models.activate({ modelId: 'shipped-ease', role: 'ranking' });
      return { role: 'ranking' };
    },
    invalid: [{}, { role: 'main' }, ...strange],
    absent: { input: () => ({ role: 'ranking', dataset: 'never-imported' }), code: 'not-found' },
  },
  'models.import': {
    valid: ({ shippedModel }) => ({ path: shippedModel }),
    invalid: [{}, { path: '' }, { path: 'x'.repeat(5_000) }, ...strange],
    absent: { input: ({ spareFolder }) => ({ path: `${spareFolder}/nothing-here` }), code: 'not-found' },
  },
  'models.export': {
    valid: () => ({ modelId: 'shipped-bias' }),
    invalid: [{}, { modelId: '' }, ...strange],
    absent: { input: () => ({ modelId: 'no-such-model' }), code: 'not-found' },
  },
  'models.remove': {
    valid: async ({ model }) => ({ modelId: await model() }),
    invalid: [{}, { modelId: 7 }, ...strange],
    absent: { input: () => ({ modelId: 'no-such-model' }), code: 'not-found' },
  },
  'datasets.list': { valid: () => undefined, invalid: [] },
  'datasets.import': {
    valid: ({ datasetFolder }) => ({ path: datasetFolder, name: 'through-the-wire' }),
    invalid: [{}, { path: '' }, { path: '/x', name: '../x' }, { path: '/x', name: '' }, ...strange],
  },
  'datasets.report': {
    valid: async ({ importAs }) => await importAs('reported'),
    invalid: [{}, { jobId: 7 }, ...strange],
    absent: { input: () => ({ jobId: 'no-such-job' }), code: 'not-found' },
  },
  'datasets.remove': {
    valid: async ({ importAs }) => {
      await importAs('leaving');
      return { name: 'leaving' };
    },
    invalid: [{}, { name: '../person' }, { name: '' }, ...strange],
    absent: { input: () => ({ name: 'never-imported' }), code: 'not-found' },
  },
  'datasets.embed': {
    valid: async ({ importAs }) => {
      await importAs('embedded');
      return { name: 'embedded', text: true, posters: false };
    },
    invalid: [{}, { name: '../x', text: true, posters: true }, { name: 'a', text: 'yes', posters: true }, ...strange],
    absent: { input: () => ({ name: 'never-imported', text: true, posters: true }), code: 'not-found' },
  },
  'downloads.list': { valid: () => undefined, invalid: [] },
  'downloads.remove': {
    valid: () => ({ id: 'all-MiniLM-L6-v2' }),
    invalid: [{}, { id: '../x' }, ...strange],
    absent: { input: () => ({ id: 'nothing' }), code: 'not-found' },
  },
  'downloads.importFolder': {
    valid: ({ spareFolder }) => ({ id: 'all-MiniLM-L6-v2', path: writeTinyEncoder(`${spareFolder}/encoder`) }),
    invalid: [{}, { id: 'all-MiniLM-L6-v2', path: '' }, ...strange],
    absent: { input: () => ({ id: 'all-MiniLM-L6-v2', path: '/nowhere' }), code: 'not-found' },
  },
  'downloads.start': {
    valid: () => ({ id: 'all-MiniLM-L6-v2' }),
    invalid: [{}, { id: '' }, { id: 7 }, ...strange],
    absent: { input: () => ({ id: 'nothing' }), code: 'not-found' },
  },
  'jobs.list': { valid: () => undefined, invalid: [] },
  'jobs.cancel': {
    valid: async ({ importAs }) => await importAs('finished'),
    invalid: [{}, { jobId: 7 }, ...strange],
    absent: { input: () => ({ jobId: 'no-such-job' }), code: 'not-found' },
  },
  'jobs.pause': {
    valid: async ({ waitingJob }) => ({ jobId: await waitingJob() }),
    invalid: [{}, { jobId: 7 }, ...strange],
    absent: { input: () => ({ jobId: 'no-such-job' }), code: 'not-found' },
  },
  'jobs.resume': {
    valid: async ({ client, waitingJob }) => {
      const jobId = await waitingJob();
      await client.jobs.pause({ jobId });
      return { jobId };
    },
    invalid: [{}, { jobId: 7 }, ...strange],
    absent: { input: () => ({ jobId: 'no-such-job' }), code: 'not-found' },
  },
  'jobs.move': {
    valid: async ({ waitingJob }) => ({ jobId: await waitingJob(), before: null }),
    invalid: [{}, { jobId: 'x' }, { jobId: 'x', before: 3 }, ...strange],
    absent: { input: () => ({ jobId: 'no-such-job', before: null }), code: 'not-found' },
  },
  'jobs.watch': { valid: () => undefined, invalid: [] },
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
