import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import type { UserItemMatrix } from '../../../../../src-main/core/data/csrMatrix.ts';
import { constantRate } from '../../../../../src-main/core/engine/schedules.ts';
import { openRuntime } from '../../../../../src-main/core/engine/session.ts';
import type { Tensor } from '../../../../../src-main/core/engine/tensor.ts';
import { openTrainer } from '../../../../../src-main/core/engine/trainer.ts';
import type { TrainingStep } from '../../../../../src-main/core/engine/trainingStep.ts';
import { bprStep } from '../../../../../src-main/core/recommenders/bpr/bprStep.ts';
import { pairBatches } from '../../../../../src-main/core/recommenders/bpr/pairBatches.ts';
import { factorizationStep } from '../../../../../src-main/core/recommenders/sgdMf/factorizationStep.ts';
import { type Batches, ratingBatches } from '../../../../../src-main/core/recommenders/sgdMf/ratingBatches.ts';
import { svdppStep } from '../../../../../src-main/core/recommenders/svdpp/svdppStep.ts';
import { userBatches } from '../../../../../src-main/core/recommenders/svdpp/userBatches.ts';
import { trainingDataOf } from '../../../../../src-main/core/recommenders/trainingData.ts';
import { twoTastes } from '../../../../helpers/twoTastes.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const FACTORS = 3;
const RATE = 0.02;
const MEAN = 3.5;
const { matrix } = trainingDataOf(twoTastes({ numUsers: 12, numItems: 10 }));
const { numRows: numUsers, numColumns: numItems } = matrix;
const shape = { numUsers, numItems, factors: FACTORS, regularization: 0.1, biasRegularization: 0.05, initStddev: 0.3 };
const scheduleOf = () => constantRate(RATE);

type Tables = Record<string, Float64Array>;
const tablesOf = (state: Readonly<Record<string, Tensor>>): Tables =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([name]) => name.startsWith('parameter/'))
      .map(([name, { data }]) => [name.slice('parameter/'.length).replace('.table', ''), Float64Array.from(data as Float32Array)]),
  );

/** State before and after the first batch. */
async function oneStep(step: TrainingStep, batch: Readonly<Record<string, Tensor>>): Promise<{ before: Tables; after: Tables }> {
  const state = step.initialState(createRng(3));
  const trainer = await openTrainer(runtime, step, state);
  await trainer.run(batch, [RATE]);
  const after = await trainer.readState();
  await trainer.dispose();
  return { before: tablesOf(state), after: tablesOf(after) };
}

const damped = (count: number, curvature: number) => 1 / (1 + RATE * count * curvature);
const row = (table: Float64Array, at: number, width = FACTORS) => table.subarray(at * width, (at + 1) * width);
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, f) => sum + value * b[f]!, 0);

/** Entries of a batch as [user, item, rating], and how often each occurs. */
function contents(batch: Readonly<Record<string, Tensor>>) {
  const present = batch['present']!.data as Float32Array;
  const users = (batch['users']!.data as Int32Array).filter((_, i) => present[i] === 1);
  const items = (batch['items']!.data as Int32Array).slice(0, users.length);
  const targets = (batch['targets']!.data as Float32Array).slice(0, users.length);
  const times = (ids: Int32Array, id: number) => ids.filter((other) => other === id).length;
  return { users, items, targets, ofUser: (user: number) => times(users, user), ofItem: (item: number) => times(items, item) };
}

/** The update of Koren et al. 2009, equations 6 and 7, summed over a batch and damped; `implicit` adds |N|^(-1/2) sum y to p. */
function expectedStep(before: Tables, batch: Readonly<Record<string, Tensor>>, of: UserItemMatrix, implicitLambda: number | null): Tables {
  const { users, items, targets, ofUser, ofItem } = contents(batch);
  const after = Object.fromEntries(Object.entries(before).map(([name, table]) => [name, table.slice()]));
  users.forEach((user, i) => {
    const item = items[i]!;
    const history = of.columnIndices.subarray(of.rowOffsets[user]!, of.rowOffsets[user + 1]!);
    const norm = 1 / Math.sqrt(history.length);
    const q = row(before['item']!, item);
    const p = row(before['user']!, user).slice();
    const taste = p.slice();
    if (implicitLambda !== null)
      for (const j of history) for (let f = 0; f < FACTORS; f++) taste[f]! += norm * row(before['implicit']!, j)[f]!;
    const error = targets[i]! - dot(taste, q) - before['userBias']![user]! - before['itemBias']![item]!;
    for (let f = 0; f < FACTORS; f++) {
      row(after['user']!, user)[f]! += RATE * damped(ofUser(user), 0.3) * (error * q[f]! - 0.1 * p[f]!);
      row(after['item']!, item)[f]! += RATE * damped(ofItem(item), 0.3) * (error * taste[f]! - 0.1 * q[f]!);
      if (implicitLambda === null) continue;
      for (const j of history)
        row(after['implicit']!, j)[f]! += RATE * damped(ofItem(j), 0.3) * damped(ofUser(user), 0.3) * norm * error * q[f]!;
      row(after['implicit']!, item)[f]! -= RATE * damped(ofItem(item), 0.3) * implicitLambda * row(before['implicit']!, item)[f]!;
    }
    after['userBias']![user]! += RATE * damped(ofUser(user), 1) * (error - 0.05 * before['userBias']![user]!);
    after['itemBias']![item]! += RATE * damped(ofItem(item), 1) * (error - 0.05 * before['itemBias']![item]!);
  });
  return after;
}

function expectClose(found: Tables, expected: Tables): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, table] of Object.entries(expected))
    table.forEach((value, at) => expect(found[name]![at], `${name} ${at}`).toBeCloseTo(value, 5));
}

describe('a step of gradient descent', () => {
  it('on biased factors is the sum of the updates of its ratings, damped', async () => {
    const batch = ratingBatches(matrix, MEAN, 20, scheduleOf).batch(0, createRng(1));
    const { before, after } = await oneStep(factorizationStep({ ...shape, batchSize: 20 }), batch);
    expectClose(after, expectedStep(before, batch, matrix, null));
  });

  it('on SVD++ moves the implicit factors of all that its people rated', async () => {
    const batches = userBatches(matrix, MEAN, 20, scheduleOf);
    const batch = batches.batch(0, createRng(1));
    const step = svdppStep({ ...shape, batchSize: batches.batchSize, implicitRegularization: 0.2, implicitInitStddev: 0.2 });
    const { before, after } = await oneStep(step, batch);
    expectClose(after, expectedStep(before, batch, matrix, 0.2));
  });

  it('on pairs lifts what was watched over what was not', async () => {
    const batchSize = 16;
    const batch = pairBatches(matrix, batchSize, scheduleOf).batch(0, createRng(1));
    const { before, after } = await oneStep(bprStep({ ...shape, batchSize }), batch);
    const items = batch['items']!.data as Int32Array;
    const margins = (tables: Tables) =>
      Array.from(batch['users']!.data as Int32Array, (user, i) => {
        const score = (item: number) => dot(row(tables['user']!, user), row(tables['item']!, item)) + tables['itemBias']![item]!;
        return score(items[i]!) - score(items[batchSize + i]!);
      });
    const loss = (of: number[]) => of.reduce((sum, margin) => sum + Math.log1p(Math.exp(-margin)), 0);
    expect(loss(margins(after))).toBeLessThan(loss(margins(before)));
  });
});

describe('batches', () => {
  const seen = (batches: Batches, epoch: number): string[] => {
    const found: string[] = [];
    for (let step = 0; step < batches.stepsPerEpoch; step++) {
      const { users, items } = contents({
        targets: { dtype: 'float32', shape: [0], data: new Float32Array(0) },
        ...batches.batch(epoch * batches.stepsPerEpoch + step, createRng(9)),
      });
      users.forEach((user, i) => found.push(`${user} ${items[i]}`));
    }
    return found;
  };
  const everything = (): string[] => {
    const all: string[] = [];
    for (let user = 0; user < numUsers; user++)
      for (let at = matrix.rowOffsets[user]!; at < matrix.rowOffsets[user + 1]!; at++) all.push(`${user} ${matrix.columnIndices[at]}`);
    return all.sort();
  };
  const kinds = {
    ratings: () => ratingBatches(matrix, MEAN, 7, scheduleOf),
    people: () => userBatches(matrix, MEAN, 7, scheduleOf),
    pairs: () => pairBatches(matrix, 7, scheduleOf),
  };

  it.for(Object.keys(kinds) as (keyof typeof kinds)[])('of %s hold every rating once an epoch, in another order in the next', (kind) => {
    const first = seen(kinds[kind](), 0);
    expect([...first].sort()).toEqual(everything());
    const second = seen(kinds[kind](), 1);
    expect([...second].sort()).toEqual(everything());
    expect(second).not.toEqual(first);
    // Whoever begins in the middle of a run draws the same.
    expect(seen(kinds[kind](), 1)).toEqual(second);
  });

  it('of pairs never call a watched film unwatched', () => {
    const watched = new Set(everything());
    const batches = pairBatches(matrix, 7, scheduleOf);
    for (let step = 0; step < 3 * batches.stepsPerEpoch; step++) {
      const batch = batches.batch(step, createRng(9));
      const present = batch['present']!.data as Float32Array;
      (batch['users']!.data as Int32Array).forEach((user, i) => {
        if (present[i] === 1) expect(watched).not.toContain(`${user} ${batch['items']!.data[7 + i]}`);
      });
    }
  });
});
