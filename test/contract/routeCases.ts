import type { Contract } from '../../src-main/contract/contract.ts';
import { leaveMoveNote } from '../../src-main/services/moveNote.ts';
import { writeTinyEncoder } from '../helpers/tinyEncoder.ts';
import type { AppClient } from '../../src-main/services/transports/inProcess.ts';
import { imageRouteCases } from './imageRouteCases.ts';
import { labRouteCases } from './labRouteCases.ts';
import { workshopRouteCases } from './workshopRouteCases.ts';
import { nobody, strange } from './wrongInputs.ts';

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
  /** A painted picture, made once. */
  image(): Promise<string>;
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
const noFilm = 99_999_999;

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
  'app.openMoved': {
    // From a copy back to where it was made from.
    valid: async ({ client, spareFolder }) => {
      const { dataDir: before } = await client.app.info();
      const { dataDir } = await client.app.moveData({ to: `${spareFolder}/again` });
      leaveMoveNote(dataDir, before, Date.now);
    },
    invalid: [],
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
  'recommendations.afterRating': {
    valid: ({ profileId }) => ({ profileId, filmId: film, stars: 4.5, limit: 20 }),
    invalid: [
      { profileId: 'x', filmId: film },
      { profileId: 'x', filmId: film, stars: 3.3 },
      { profileId: 'x', filmId: film, stars: null, limit: 0 },
      { profileId: 'x', filmId: 0, stars: null },
      ...strange,
    ],
    absent: { input: ({ profileId }) => ({ profileId, filmId: noFilm, stars: 3 }), code: 'not-found' },
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
  'models.update': {
    valid: ({ labData, profileId }) => ({ modelId: 'shipped-two-tower', dataset: labData, profileId }),
    invalid: [{}, { modelId: 'shipped-two-tower', dataset: '../x', profileId: 'x' }, ...strange],
    absent: { input: ({ labData, profileId }) => ({ modelId: 'no-such-model', dataset: labData, profileId }), code: 'not-found' },
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
  ...imageRouteCases,
  ...workshopRouteCases,
  ...labRouteCases,
};
