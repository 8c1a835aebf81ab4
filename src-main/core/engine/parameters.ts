import { invariant } from '../base/assertions.ts';
import type { Rng } from '../base/rng.ts';
import type { GradientOverride, GradientOverrides } from './autodiff.ts';
import { input, type Value } from './graph.ts';
import type { Initializer } from './initializers.ts';
import type { Tensor } from './tensor.ts';

/** A trained float32 tensor. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  /** Whether weight decay acts on it. Biases, gains and norms do not decay. */
  readonly decays: boolean;
}

export interface DeclareOptions {
  /** Default: matrices and larger decay, vectors do not. */
  readonly decays?: boolean;
}

/**
 * Where layers declare what they train. A model is a function of a scope; running it once on `declaringScope` tells what it
 * needs, running it on `boundScope` builds it over given values (an exported model, the body of a loop).
 */
export interface ParameterScope {
  declare(name: string, shape: readonly number[], initializer: Initializer, options?: DeclareOptions): Value;
  /** The same scope with names prefixed by `name.`. */
  within(name: string): ParameterScope;
  /** Replaces the gradient rules between `value` and what it was made from. */
  overrideGradient(value: Value, override: GradientOverride): void;
}

export interface CollectedScope {
  readonly scope: ParameterScope;
  /** In order of declaration. */
  readonly specs: readonly ParameterSpec[];
  readonly values: readonly Value[];
  readonly overrides: GradientOverrides;
}

/** Every declaration makes a graph input of the same name; a name declared twice is one parameter. */
export function declaringScope(): CollectedScope {
  return collectingScope(({ name, shape }) => input(name, 'float32', shape));
}

/** Declarations are looked up. @throws Error (internal) where a name or a shape is not among `known` */
export function boundScope(known: ReadonlyMap<string, Value>): CollectedScope {
  return collectingScope(({ name, shape }) => {
    const value = known.get(name);
    invariant(value !== undefined, `the parameter ${name} is not among ${[...known.keys()].join(', ')}`);
    invariant(value.shape.join() === shape.join(), `the parameter ${name} is [${value.shape.join(', ')}], not [${shape.join(', ')}]`);
    return value;
  });
}

function collectingScope(provide: (spec: ParameterSpec) => Value): CollectedScope {
  const specs: ParameterSpec[] = [];
  const values: Value[] = [];
  const overrides = new Map<Value, GradientOverride>();
  const named = (prefix: string): ParameterScope => ({
    declare(name, shape, initializer, { decays = shape.length > 1 } = {}) {
      const full = prefix + name;
      const known = specs.findIndex((spec) => spec.name === full);
      if (known !== -1) {
        invariant(specs[known]!.shape.join() === shape.join(), `the parameter ${full} is declared with two shapes`);
        return values[known]!;
      }
      const spec = { name: full, shape, initializer, decays };
      specs.push(spec);
      values.push(provide(spec));
      return values.at(-1)!;
    },
    within: (name) => named(`${prefix}${name}.`),
    overrideGradient: (value, override) => void overrides.set(value, override),
  });
  return { scope: named(''), specs, values, overrides };
}

/** First values of every parameter; each draws from a stream named after it, so that adding one changes no other. */
export function initialParameters(specs: readonly ParameterSpec[], rng: Rng): Record<string, Tensor> {
  return Object.fromEntries(
    specs.map(({ name, shape, initializer }) => [name, { dtype: 'float32', shape, data: initializer(shape, rng.fork(name)) }]),
  );
}
