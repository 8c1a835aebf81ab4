import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../src-main/core/base/rng.ts';
import { gradients } from '../../src-main/core/engine/autodiff.ts';
import { graph, input } from '../../src-main/core/engine/graph.ts';
import { embedding, embeddingBag } from '../../src-main/core/engine/layers/embedding.ts';
import { mul, reduceSum } from '../../src-main/core/engine/ops.ts';
import { declaringScope } from '../../src-main/core/engine/parameters.ts';
import { planSegments, segmentInputs, segmentSums } from '../../src-main/core/engine/segments.ts';
import { openRuntime } from '../../src-main/core/engine/session.ts';
import type { Tensor } from '../../src-main/core/engine/tensor.ts';
import { fromTensor } from '../helpers/reference/array64.ts';
import { interpret } from '../helpers/reference/interpreter.ts';
import '../helpers/propertySeed.ts';

const WIDTH = 2;
const inputsOf = (types: ReturnType<typeof segmentInputs>) =>
  Object.fromEntries(Object.entries(types).map(([name, { dtype, shape }]) => [name, input(name, dtype, shape)]));
const floats = (shape: readonly number[], data: readonly number[]): Tensor => ({ dtype: 'float32', shape, data: Float32Array.from(data) });
const references = (tensors: Readonly<Record<string, Tensor>>) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, fromTensor(tensor)]));

const runtime = openRuntime('cpu', { threads: 2 });
afterAll(() => runtime.dispose());

describe('segment sums', () => {
  it('equal the sums taken one entry after the other, for any repetition of rows', () => {
    const cases = fc.record({
      rows: fc.integer({ min: 1, max: 9 }),
      capacity: fc.integer({ min: 1, max: 700 }),
      seed: fc.integer({ min: 0, max: 1e9 }),
      skew: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(cases, ({ rows, capacity, seed, skew }) => {
        const rng = createRng(seed);
        const entries = rng.integer(capacity + 1);
        const size = { entries: capacity, rows };
        const rowOf = Int32Array.from({ length: entries }, () => (rng.uniform() < 0.1 ? -1 : Math.floor(rows * rng.uniform() ** skew)));
        const sourceOf = Int32Array.from({ length: entries }, () => rng.integer(5));
        const weights = Float32Array.from({ length: entries }, () => rng.integer(9) - 4);
        const x = floats(
          [5, WIDTH],
          Array.from({ length: 5 * WIDTH }, () => rng.integer(9)),
        );
        const values = inputsOf(segmentInputs('plan', size));
        const whole = input('x', 'float32', [5, WIDTH]);
        const sums = graph('sums', [whole, ...Object.values(values)], { y: segmentSums(whole, 'plan', values) });
        const { y } = interpret(sums, references({ x, ...planSegments('plan', size, { rowOf, sourceOf, weights }) }));
        const expected = new Float64Array(rows * WIDTH);
        rowOf.forEach((row, e) => {
          for (let j = 0; row >= 0 && j < WIDTH; j++) expected[row * WIDTH + j]! += weights[e]! * Number(x.data[sourceOf[e]! * WIDTH + j]);
        });
        expect(y!.data).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('give embeddings and bags the gradient of the general rule, on two threads as in double precision', async () => {
    const [ROWS, BATCH, LENGTH] = [40, 64, 9];
    const rng = createRng(4);
    const ids = Int32Array.from({ length: BATCH * LENGTH }, () => Math.floor(ROWS * rng.uniform() ** 3));
    const weights = Float32Array.from({ length: BATCH * LENGTH }, () => rng.normal());
    const size = { entries: BATCH * LENGTH, rows: ROWS };
    const bagOf = Int32Array.from({ length: BATCH * LENGTH }, (_, e) => Math.floor(e / LENGTH));
    const plans = { ...planSegments('bag', size, { rowOf: ids, sourceOf: bagOf, weights }), ...planSegments('all', size, { rowOf: ids }) };
    const planned = { ...inputsOf(segmentInputs('bag', size)), ...inputsOf(segmentInputs('all', size)) };
    const values = { ids: input('ids', 'int32', [BATCH, LENGTH]), weights: input('weights', 'float32', [BATCH, LENGTH]) };

    const build = (inputs: typeof planned | null) => {
      const { scope, values: parameters, overrides } = declaringScope();
      const plan = (name: string) => (inputs === null ? {} : { plan: { name, inputs } });
      const options = { rows: ROWS, size: WIDTH };
      const bags = embeddingBag(scope.within('bags'), values.ids, values.weights, { ...options, ...plan('bag') });
      const rows = embedding(scope.within('rows'), values.ids, { ...options, ...plan('all') });
      const loss = reduceSum(mul(mul(bags, bags), reduceSum(mul(rows, mul(rows, rows)), [1])), [0, 1]);
      const [ofBags, ofRows] = gradients(loss, parameters, overrides);
      const every = [...Object.values(values), ...parameters, ...Object.values(inputs ?? {})];
      return graph('embeddings', every, { loss, ofBags: ofBags!, ofRows: ofRows! });
    };
    const tables = {
      'bags.table': floats(
        [ROWS, WIDTH],
        Array.from({ length: ROWS * WIDTH }, () => rng.normal()),
      ),
      'rows.table': floats(
        [ROWS, WIDTH],
        Array.from({ length: ROWS * WIDTH }, () => rng.normal()),
      ),
    };
    const shape = [BATCH, LENGTH];
    const data = {
      ids: { dtype: 'int32', shape, data: ids } as Tensor,
      weights: { dtype: 'float32', shape, data: weights } as Tensor,
      ...tables,
    };
    const expected = interpret(build(null), references(data));
    const combined = interpret(build(planned), references({ ...data, ...plans }));
    const compiled = await runtime.compile(build(planned));
    const first = await compiled.run({ ...data, ...plans });
    const second = await compiled.run({ ...data, ...plans });
    await compiled.dispose();
    expect(second).toEqual(first);
    for (const name of ['ofBags', 'ofRows']) {
      const scale = Math.max(...expected[name]!.data.map(Math.abs));
      expected[name]!.data.forEach((value, i) => {
        expect(Math.abs(combined[name]!.data[i]! - value)).toBeLessThan(1e-12 * scale);
        expect(Math.abs(Number(first[name]!.data[i]) - value)).toBeLessThan(1e-5 * scale);
      });
    }
  });
});
