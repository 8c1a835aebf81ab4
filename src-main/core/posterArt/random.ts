import { createRng } from '../base/rng.ts';

/** Draws for one film: the same film, the same poster. */
export interface PosterRandom {
  /** Uniform in [0, 1). */
  uniform(): number;
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  integer(n: number): number;
  pick<T>(choices: readonly T[]): T;
  /** -1 or 1. */
  sign(): -1 | 1;
}

export function posterRandom(seed: number, stream: string): PosterRandom {
  const rng = createRng(seed, stream);
  const uniform = () => rng.nextUint32() / 4294967296;
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    chance: (probability) => uniform() < probability,
    integer: (n) => Math.floor(uniform() * n),
    pick: (choices) => choices[Math.floor(uniform() * choices.length)]!,
    sign: () => (uniform() < 0.5 ? -1 : 1),
  };
}
