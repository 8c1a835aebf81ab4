import { TINY_PAINTER } from '../helpers/tinyPainter.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atRest } from '../helpers/jobEnds.ts';
import { writePictures } from '../helpers/paintedFolder.ts';
import type { Fixture, RouteCase, RouteName } from './routeCases.ts';
import { strange } from './wrongInputs.ts';

type WorkshopRoute = Extract<RouteName, `painters.${string}` | `comparisons.${string}`>;

let count = 0;

/** An order whose folder has no picture: it is queued like any other, and fails before anything is learnt. */
function hopelessOrder({ spareFolder }: Fixture) {
  const path = join(spareFolder, 'no-pictures');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'notes.txt'), 'no picture');
  return { kind: 'train', name: `hopeless-${count++}`, data: { kind: 'pictures', path } } as const;
}

/** A training that has failed. */
async function training(fixture: Fixture): Promise<{ trainingId: string }> {
  const { trainingId, jobId } = await fixture.client.painters.train(hopelessOrder(fixture));
  await atRest(fixture.client, jobId);
  return { trainingId };
}

/** Two models with a picture for each of two prompts. */
async function comparison({ client, spareFolder }: Fixture): Promise<{ comparisonId: string }> {
  const path = join(spareFolder, 'two-pictures');
  mkdirSync(path, { recursive: true });
  await writePictures(path, 2);
  const { comparisonId } = await client.comparisons.create({ title: 'Two models', prompts: ['a red poster', 'a blue poster'] });
  await client.comparisons.bringFolder({ comparisonId, name: 'One', path });
  await client.comparisons.bringFolder({ comparisonId, name: 'Other', path, seconds: 2.5 });
  return { comparisonId };
}

const absent = { input: () => ({ trainingId: 'no-such-training' }), code: 'not-found' } as const;
const wrongTraining = [{}, { trainingId: 7 }, { trainingId: '../person.db' }, ...strange] as const;
const wrongPainter = [{}, { name: '../../etc' }, { name: 'UPPER' }, ...strange] as const;
const noComparison = { comparisonId: 'no-such-comparison' };
const absentComparison = { input: () => noComparison, code: 'not-found' } as const;
const wrongComparison = [{}, { comparisonId: 7 }, { comparisonId: '../person.db' }, ...strange] as const;

/** The cases of training painters and of comparing pictures. */
export const workshopRouteCases: Readonly<Record<WorkshopRoute, RouteCase>> = {
  'painters.list': { valid: () => undefined, invalid: [] },
  'painters.train': {
    valid: hopelessOrder,
    invalid: [
      {},
      { kind: 'train', name: 'ok' },
      { kind: 'train', name: '../up', data: { kind: 'dataset', dataset: 'small' } },
      { kind: 'train', name: 'ok', data: { kind: 'dataset', dataset: 'small' }, largest: 17 },
      { kind: 'train', name: 'ok', data: { kind: 'dataset', dataset: 'small' }, prompts: Array(9).fill('x') },
      { kind: 'train', name: 'ok', data: { kind: 'dataset', dataset: 'small' }, steps: 0 },
      { kind: 'finetune', name: 'ok', data: { kind: 'dataset', dataset: 'small' }, from: 'poster', rank: 65 },
      ...strange,
    ],
    absent: { input: () => ({ kind: 'train', name: 'nobody', data: { kind: 'pictures', path: '/no/such/folder' } }), code: 'not-found' },
  },
  'painters.trainings': { valid: () => undefined, invalid: [] },
  'painters.progress': { valid: training, invalid: [...wrongTraining, { trainingId: 'x', maxPoints: 1 }], absent },
  'painters.resume': { valid: training, invalid: wrongTraining, absent },
  'painters.removeTraining': { valid: training, invalid: wrongTraining, absent },
  'painters.remove': {
    async valid({ client, image }) {
      await image();
      await client.painters.remove({ name: TINY_PAINTER });
      await client.painters.restore({ name: TINY_PAINTER });
      return { name: TINY_PAINTER };
    },
    invalid: wrongPainter,
    absent: { input: () => ({ name: 'nobody' }), code: 'not-found' },
  },
  'painters.restore': {
    async valid({ client, image }) {
      await image();
      await client.painters.remove({ name: TINY_PAINTER }).catch(() => undefined);
      return { name: TINY_PAINTER };
    },
    invalid: wrongPainter,
    absent: { input: () => ({ name: 'nobody' }), code: 'not-found' },
  },
  'comparisons.list': { valid: () => undefined, invalid: [] },
  'comparisons.create': {
    valid: () => ({ title: 'Mine', prompts: ['a lighthouse'] }),
    invalid: [{}, { title: '', prompts: ['x'] }, { title: 'x', prompts: [] }, { title: 'x', prompts: ['  '] }, ...strange],
  },
  'comparisons.get': { valid: comparison, invalid: wrongComparison, absent: absentComparison },
  'comparisons.remove': { valid: comparison, invalid: wrongComparison, absent: absentComparison },
  'comparisons.bringFolder': {
    valid: async (fixture) => ({ ...(await comparison(fixture)), name: 'Third', path: join(fixture.spareFolder, 'two-pictures') }),
    invalid: [{ comparisonId: 'x', name: '', path: '/x' }, { comparisonId: 'x', name: 'x' }, ...wrongComparison],
    absent: { input: ({ spareFolder }) => ({ ...noComparison, name: 'x', path: spareFolder }), code: 'not-found' },
  },
  'comparisons.bringFiles': {
    valid: async (fixture) => ({
      ...(await comparison(fixture)),
      name: 'Fourth',
      files: [{ fileName: '1.png', base64: Buffer.from('no picture at all').toString('base64') }],
    }),
    invalid: [{ comparisonId: 'x', name: 'x', files: [] }, { comparisonId: 'x', name: 'x', files: [{}] }, ...wrongComparison],
    absent: { input: () => ({ ...noComparison, name: 'x', files: [{ fileName: '1.png', base64: '' }] }), code: 'not-found' },
  },
  'comparisons.paint': {
    async valid(fixture) {
      await fixture.image();
      await fixture.client.painters.restore({ name: TINY_PAINTER }).catch(() => undefined);
      return { ...(await comparison(fixture)), model: TINY_PAINTER, steps: 1 };
    },
    invalid: [{ comparisonId: 'x', model: '../../etc' }, { comparisonId: 'x', model: TINY_PAINTER, steps: 0 }, ...wrongComparison],
    absent: { input: () => ({ ...noComparison, model: TINY_PAINTER }), code: 'not-found' },
  },
  'comparisons.removeEntrant': {
    async valid(fixture) {
      const { comparisonId } = await comparison(fixture);
      const { entrants } = await fixture.client.comparisons.get({ comparisonId });
      return { comparisonId, entrantId: entrants[0]!.entrantId };
    },
    invalid: wrongComparison,
    absent: { input: () => ({ ...noComparison, entrantId: 'x' }), code: 'not-found' },
  },
  'comparisons.next': { valid: comparison, invalid: wrongComparison, absent: absentComparison },
  'comparisons.vote': {
    async valid(fixture) {
      const { comparisonId } = await comparison(fixture);
      const pair = await fixture.client.comparisons.next({ comparisonId });
      return { comparisonId, left: pair!.left.pictureId, right: pair!.right.pictureId, result: 'left' };
    },
    invalid: [{ comparisonId: 'x', left: 'a', right: 'b', result: 'both' }, ...wrongComparison],
    absent: { input: () => ({ ...noComparison, left: 'a', right: 'b', result: 'tie' }), code: 'not-found' },
  },
  'comparisons.undoVote': {
    async valid(fixture) {
      const { comparisonId } = await comparison(fixture);
      const pair = await fixture.client.comparisons.next({ comparisonId });
      await fixture.client.comparisons.vote({ comparisonId, left: pair!.left.pictureId, right: pair!.right.pictureId, result: 'tie' });
      return { comparisonId };
    },
    invalid: wrongComparison,
    absent: absentComparison,
  },
  'comparisons.measure': {
    async valid(fixture) {
      const { comparisonId } = await comparison(fixture);
      const { jobId } = await fixture.client.comparisons.measure({ comparisonId, reference: join(fixture.spareFolder, 'two-pictures') });
      await fixture.client.jobs.cancel({ jobId });
      return { comparisonId, reference: join(fixture.spareFolder, 'two-pictures') };
    },
    invalid: [{ comparisonId: 'x', reference: '' }, ...wrongComparison],
    absent: { input: () => ({ ...noComparison, reference: '/no/such/folder' }), code: 'not-found' },
  },
  'comparisons.export': {
    valid: async (fixture) => ({ ...(await comparison(fixture)), format: 'markdown' }),
    invalid: [{ comparisonId: 'x', format: 'pdf' }, ...wrongComparison],
    absent: { input: () => ({ ...noComparison, format: 'json' }), code: 'not-found' },
  },
};
