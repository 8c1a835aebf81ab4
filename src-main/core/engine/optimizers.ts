import type { Value } from './graph.ts';
import { add, div, mul, pow, reciprocal, sqrt, sub } from './ops.ts';

/** What one update of one parameter turns into what. */
export interface ParameterState {
  readonly parameter: Value;
  /** By the optimizer's slot names, each of the parameter's shape. */
  readonly slots: Readonly<Record<string, Value>>;
}

export interface Gradient {
  readonly gradient: Value;
  readonly decays: boolean;
}

/** Scalars of a step: the learning rate (a schedule's value) and the number of the step, from 1. */
export interface StepScalars {
  readonly learningRate: Value;
  readonly step: Value;
}

/** Pure: emits the nodes that turn state into next state. State is named tensors and nothing else. */
export interface Optimizer {
  readonly name: string;
  /** Slot name to first value. */
  readonly slots: Readonly<Record<string, number>>;
  /** What depends on the step alone is emitted once, here. */
  begin(scalars: StepScalars): (state: ParameterState, gradient: Gradient) => ParameterState;
}

export interface WeightDecay {
  /** Default 0. */
  readonly weightDecay?: number;
}

/** p -= lr (v + decay p), v = momentum v + g (Sutskever et al. 2013, without the Nesterov term). */
export function sgd({ momentum = 0, weightDecay = 0 }: WeightDecay & { readonly momentum?: number } = {}): Optimizer {
  return {
    name: 'sgd',
    slots: momentum === 0 ? {} : { velocity: 0 },
    begin:
      ({ learningRate }) =>
      ({ parameter, slots }, { gradient, decays }) => {
        const velocity = momentum === 0 ? gradient : add(mul(slots['velocity']!, momentum), gradient);
        const decayed = decays && weightDecay > 0 ? mul(parameter, sub(1, mul(learningRate, weightDecay))) : parameter;
        return { parameter: sub(decayed, mul(velocity, learningRate)), slots: momentum === 0 ? {} : { velocity } };
      },
  };
}

export interface AdagradOptions extends WeightDecay {
  readonly epsilon?: number;
  readonly initialAccumulator?: number;
}

/** G += g^2; p -= lr g / (sqrt(G) + epsilon) (Duchi et al. 2011, figure 1, diagonal); decay is decoupled. */
export function adagrad({ epsilon = 1e-10, initialAccumulator = 0, weightDecay = 0 }: AdagradOptions = {}): Optimizer {
  return {
    name: 'adagrad',
    slots: { accumulator: initialAccumulator },
    begin:
      ({ learningRate }) =>
      ({ parameter, slots }, { gradient, decays }) => {
        const accumulator = add(slots['accumulator']!, mul(gradient, gradient));
        const change = mul(div(gradient, add(sqrt(accumulator), epsilon)), learningRate);
        const decayed = decays && weightDecay > 0 ? mul(parameter, sub(1, mul(learningRate, weightDecay))) : parameter;
        return { parameter: sub(decayed, change), slots: { accumulator } };
      },
  };
}

export interface AdamOptions extends WeightDecay {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with decoupled weight decay as AdamW (Loshchilov and Hutter 2019, algorithm 2).
 *
 * The slots hold M = m / (1 - beta1) and V = v / (1 - beta2), which follow M = beta1 M + g and V = beta2 V + g^2: two passes
 * over memory fewer than the textbook form, and elementwise passes are what this update costs. With
 * s = sqrt((1 - beta2) / (1 - beta2^t)) the same step reads p -= c M / (sqrt(V) + epsilon / s), where
 * c = lr (1 - beta1) / ((1 - beta1^t) s).
 */
export function adamW({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: AdamOptions = {}): Optimizer {
  return {
    name: weightDecay === 0 ? 'adam' : 'adamw',
    slots: { firstMoment: 0, secondMoment: 0 },
    begin({ learningRate, step }) {
      const inverseScale = sqrt(mul(sub(1, pow(beta2, step)), 1 / (1 - beta2)));
      const rate = mul(mul(mul(learningRate, 1 - beta1), inverseScale), reciprocal(sub(1, pow(beta1, step))));
      const scaledEpsilon = mul(inverseScale, epsilon);
      const keep = sub(1, mul(learningRate, weightDecay));
      return ({ parameter, slots }, { gradient, decays }) => {
        const firstMoment = add(mul(slots['firstMoment']!, beta1), gradient);
        const secondMoment = add(mul(slots['secondMoment']!, beta2), mul(gradient, gradient));
        const change = mul(div(firstMoment, add(sqrt(secondMoment), scaledEpsilon)), rate);
        const decayed = decays && weightDecay > 0 ? mul(parameter, keep) : parameter;
        return { parameter: sub(decayed, change), slots: { firstMoment, secondMoment } };
      };
    },
  };
}

export const adam = (options: Omit<AdamOptions, 'weightDecay'> = {}): Optimizer => adamW({ ...options, weightDecay: 0 });
