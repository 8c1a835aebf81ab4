import { invariant } from '../base/assertions.ts';
import type { Rng } from '../base/rng.ts';
import { gradients } from './autodiff.ts';
import { elementCount, type Graph, graph, input, type TensorType, type Value } from './graph.ts';
import { add, div, filled, gather, loop, min, mul, reduceSum, reshape, scalar, scatterNd, sqrt, sub } from './ops.ts';
import type { Optimizer } from './optimizers.ts';
import { boundScope, declaringScope, initialParameters, type ParameterScope, type ParameterSpec } from './parameters.ts';
import type { Tensor } from './tensor.ts';

export type Batch = Readonly<Record<string, Value>>;

export interface ForwardResult {
  /** One number. */
  readonly loss: Value;
  /** Further numbers to report. */
  readonly metrics?: Readonly<Record<string, Value>>;
}

export interface TrainingStepOptions {
  readonly name: string;
  /** What one forward pass reads, by name. */
  readonly batch: Readonly<Record<string, TensorType>>;
  /** The model with its loss; must declare the same parameters whenever it is called. */
  readonly forward: (scope: ParameterScope, batch: Batch) => ForwardResult;
  readonly optimizer: Optimizer;
  /** Largest norm of all gradients together (Pascanu et al. 2013, algorithm 1). */
  readonly clipNorm?: number;
  /** Keeps an exponential moving average of the parameters, e += (1 - decay) (p - e). */
  readonly emaDecay?: number;
  /** Forward and backward passes whose gradients are averaged before one update; default 1. */
  readonly accumulate?: number;
  /** Steps that one run of the graph makes inside a Loop; default 1. */
  readonly stepsPerRun?: number;
}

/**
 * One whole step, or several, as a graph. Inputs: every tensor of the state, `learningRate` [stepsPerRun], and the batch with
 * leading axes [stepsPerRun] and [accumulate] wherever these are more than 1. Outputs: `next/NAME` for every tensor of the
 * state, and [stepsPerRun] values each of `loss`, `gradientNorm` (with clipping) and the metrics.
 */
export interface TrainingStep {
  readonly graph: Graph;
  readonly parameters: readonly ParameterSpec[];
  /** Names and shapes of the state: `parameter/NAME`, `SLOT/NAME`, `ema/NAME`, `step`. All float32. */
  readonly state: ReadonlyMap<string, readonly number[]>;
  /** Names of the reported outputs. */
  readonly reports: readonly string[];
  readonly stepsPerRun: number;
  /** A fresh state: parameters drawn, slots at their first values, step 0. */
  initialState(rng: Rng): Record<string, Tensor>;
}

export function trainingStep(options: TrainingStepOptions): TrainingStep {
  const { name, batch, optimizer, emaDecay, accumulate = 1, stepsPerRun = 1 } = options;
  const plainBatch = mapRecord(batch, ({ dtype, shape }, key) => input(key, dtype, shape));
  const declared = declaringScope();
  options.forward(declared.scope, plainBatch);
  const parameters = declared.specs;
  const state = stateShapes(parameters, optimizer, emaDecay !== undefined);

  const stateInputs = new Map([...state].map(([key, shape]) => [key, input(key, 'float32', shape)]));
  const learningRate = input('learningRate', 'float32', [stepsPerRun]);
  const lead = [stepsPerRun, accumulate].filter((count) => count > 1);
  const batchInputs = mapRecord(batch, ({ dtype, shape }, key) => input(key, dtype, [...lead, ...shape]));

  const { next, reports } =
    stepsPerRun === 1
      ? emitStep(options, parameters, stateInputs, batchInputs, reshape(learningRate, []))
      : emitSteps(options, parameters, stateInputs, batchInputs, learningRate, stepsPerRun);
  return {
    graph: graph(name, [...stateInputs.values(), learningRate, ...Object.values(batchInputs)], {
      ...Object.fromEntries([...next].map(([key, value]) => [`next/${key}`, value])),
      ...mapRecord(reports, (value) => reshape(value, [stepsPerRun])),
    }),
    parameters,
    state,
    reports: Object.keys(reports),
    stepsPerRun,
    initialState: (rng) => initialState(parameters, optimizer, state, rng),
  };
}

interface StepOutputs {
  readonly next: ReadonlyMap<string, Value>;
  readonly reports: Readonly<Record<string, Value>>;
}

function emitStep(
  options: TrainingStepOptions,
  parameters: readonly ParameterSpec[],
  state: ReadonlyMap<string, Value>,
  batch: Batch,
  learningRate: Value,
): StepOutputs {
  const { optimizer, clipNorm, emaDecay, accumulate = 1 } = options;
  const current = parameters.map(({ name }) => state.get(`parameter/${name}`)!);
  const derived = accumulate === 1 ? differentiate(options, parameters, current, batch) : accumulated(options, parameters, current, batch);
  const clipped = clipNorm === undefined ? { gradients: derived.gradients } : clip(derived.gradients, clipNorm);

  const step = add(state.get('step')!, 1);
  const update = optimizer.begin({ learningRate, step });
  const next = new Map<string, Value>();
  parameters.forEach(({ name, decays }, i) => {
    const slots = Object.fromEntries(Object.keys(optimizer.slots).map((slot) => [slot, state.get(`${slot}/${name}`)!]));
    const updated = update({ parameter: current[i]!, slots }, { gradient: clipped.gradients[i]!, decays });
    next.set(`parameter/${name}`, updated.parameter);
    for (const [slot, value] of Object.entries(updated.slots)) next.set(`${slot}/${name}`, value);
    if (emaDecay !== undefined) {
      const average = state.get(`ema/${name}`)!;
      next.set(`ema/${name}`, add(average, mul(sub(updated.parameter, average), 1 - emaDecay)));
    }
  });
  next.set('step', step);
  const inOrder = new Map([...state.keys()].map((key) => [key, next.get(key)!]));
  return { next: inOrder, reports: { ...derived.reports, ...('norm' in clipped ? { gradientNorm: clipped.norm } : {}) } };
}

interface Derived {
  readonly gradients: readonly Value[];
  readonly reports: Readonly<Record<string, Value>>;
}

function differentiate(
  options: TrainingStepOptions,
  parameters: readonly ParameterSpec[],
  current: readonly Value[],
  batch: Batch,
): Derived {
  const { scope, overrides } = boundScope(new Map(parameters.map(({ name }, i) => [name, current[i]!])));
  const { loss, metrics = {} } = options.forward(scope, batch);
  return { gradients: gradients(loss, current, overrides), reports: { loss, ...metrics } };
}

/** Means of gradients and reports over the leading axis of the batch, one part after the other, so that memory holds one part. */
function accumulated(options: TrainingStepOptions, parameters: readonly ParameterSpec[], current: readonly Value[], batch: Batch): Derived {
  const count = options.accumulate!;
  const names: string[] = [];
  const zeros = [...current.map(({ shape }) => filled(shape, 0)), ...reportNames(options, parameters, current).map(() => scalar(0))];
  const sums = loop(count, zeros, (iteration, carried) => {
    const part = differentiate(options, parameters, current, partOf(batch, iteration));
    names.splice(0, names.length, ...Object.keys(part.reports));
    const parts = [...part.gradients, ...Object.values(part.reports).map((value) => reshape(value, []))];
    return carried.map((sum, i) => add(sum, parts[i]!));
  });
  const means = sums.map((sum) => mul(sum, 1 / count));
  return {
    gradients: means.slice(0, current.length),
    reports: Object.fromEntries(names.map((name, i) => [name, means[current.length + i]!])),
  };
}

/** What one forward pass reports, learnt by building it once aside. */
function reportNames(options: TrainingStepOptions, parameters: readonly ParameterSpec[], current: readonly Value[]): string[] {
  const { scope } = boundScope(new Map(parameters.map(({ name }, i) => [name, current[i]!])));
  const { metrics = {} } = options.forward(
    scope,
    mapRecord(options.batch, ({ dtype, shape }, key) => input(key, dtype, shape)),
  );
  return ['loss', ...Object.keys(metrics)];
}

/** Several steps in one Loop: the state is carried, and each step writes its reports at its own place. */
function emitSteps(
  options: TrainingStepOptions,
  parameters: readonly ParameterSpec[],
  state: ReadonlyMap<string, Value>,
  batch: Batch,
  learningRate: Value,
  count: number,
): StepOutputs {
  const keys = [...state.keys()];
  const current = parameters.map(({ name }) => state.get(`parameter/${name}`)!);
  const names = [...reportNames(options, parameters, current), ...(options.clipNorm === undefined ? [] : ['gradientNorm'])];
  const carried = [...state.values(), ...names.map(() => filled([count], 0))];
  const last = loop(count, carried, (iteration, values) => {
    const inner = new Map(keys.map((key, i) => [key, values[i]!]));
    const { next, reports } = emitStep(options, parameters, inner, partOf(batch, iteration), gather(learningRate, iteration));
    const place = reshape(iteration, [1, 1]);
    const written = names.map((name, i) => scatterNd(values[keys.length + i]!, place, reshape(reports[name]!, [1])));
    return [...next.values(), ...written];
  });
  return {
    next: new Map(keys.map((key, i) => [key, last[i]!])),
    reports: Object.fromEntries(names.map((name, i) => [name, last[keys.length + i]!])),
  };
}

/** Element `index` along the leading axis of every tensor of a batch. */
const partOf = (batch: Batch, index: Value): Batch => mapRecord(batch, (value) => gather(value, index));

/** All gradients times min(1, largest / norm), norm = sqrt of the sum of all squares. */
function clip(all: readonly Value[], largest: number): { gradients: Value[]; norm: Value } {
  const squares = all.map((gradient) => (gradient.shape.length === 0 ? mul(gradient, gradient) : sumOfSquares(gradient)));
  const norm = sqrt(squares.reduce((sum, part) => add(sum, part)));
  const scale = min(1, div(largest, add(norm, 1e-6)));
  return { gradients: all.map((gradient) => mul(gradient, scale)), norm };
}

const sumOfSquares = (x: Value): Value => reduceSum(reshape(mul(x, x), [elementCount(x.shape)]), [0]);

function stateShapes(parameters: readonly ParameterSpec[], optimizer: Optimizer, hasAverage: boolean): Map<string, readonly number[]> {
  const kinds = ['parameter', ...Object.keys(optimizer.slots), ...(hasAverage ? ['ema'] : [])];
  invariant(new Set(kinds).size === kinds.length, `two kinds of state have one name among ${kinds.join(', ')}`);
  const entries = kinds.flatMap((kind) => parameters.map(({ name, shape }) => [`${kind}/${name}`, shape] as const));
  return new Map([...entries, ['step', []] as const]);
}

function initialState(
  parameters: readonly ParameterSpec[],
  optimizer: Optimizer,
  state: ReadonlyMap<string, readonly number[]>,
  rng: Rng,
): Record<string, Tensor> {
  const drawn = initialParameters(parameters, rng);
  const first = (key: string, shape: readonly number[]): Float32Array => {
    const [kind, name] = split(key);
    if (kind === 'parameter' || kind === 'ema') return drawn[name]!.data.slice() as Float32Array;
    return new Float32Array(elementCount(shape)).fill(optimizer.slots[kind] ?? 0);
  };
  return Object.fromEntries([...state].map(([key, shape]) => [key, { dtype: 'float32', shape, data: first(key, shape) }]));
}

/** `slot/name` at its first slash. */
const split = (key: string): [string, string] => {
  const at = key.indexOf('/');
  return [key.slice(0, at === -1 ? key.length : at), key.slice(at + 1)];
};

function mapRecord<T, U>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
