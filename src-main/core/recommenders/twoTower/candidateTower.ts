import { constant, type Value } from '../../engine/graph.ts';
import { normal, zeros } from '../../engine/initializers.ts';
import { gelu } from '../../engine/layers/activations.ts';
import { linear } from '../../engine/layers/linear.ts';
import { add, matMul, mul, reshape } from '../../engine/ops.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import type { FilmInput } from './filmInputs.ts';

export interface CandidateTowerOptions {
  readonly embedSize: number;
  /** Hidden layers over what is known of a film; 0 is linear. */
  readonly layers: number;
}

/** One row a film, of the whole catalogue or of a batch. */
export interface CandidateInputs {
  /** Embedding of the film's own number [N, d] and its bias [N, 1]; both are gathered from tables by the caller. */
  readonly own: Value;
  readonly bias: Value;
  /** 1 where the film's own number is known, 0 where it was dropped or the film is new: [N, 1]. */
  readonly isKnown: Value;
  /** What is known beside it, by the kinds' names: [N, size]. */
  readonly content: ReadonlyMap<string, Value>;
}

export interface Candidates {
  /** [N, d] */
  readonly vectors: Value;
  /** [N, 1], added to the score of everybody. */
  readonly biases: Value;
}

/**
 * The candidate tower: a film's vector is the sum of its own embedding and of what its genres, year, people, tags, plot and poster say.
 * In training the own embedding is dropped for some films at random (DropoutNet, Volkovs et al. 2017), so that the rest learns to stand
 * alone for new films.
 */
export function candidateTower(scope: ParameterScope, inputs: CandidateInputs, { embedSize, layers }: CandidateTowerOptions): Candidates {
  const { own, bias, isKnown, content } = inputs;
  let vectors = mul(own, isKnown);
  let biases = mul(bias, isKnown);
  if (content.size > 0) {
    const parts = [...content].map(([name, values]) =>
      matMul(values, scope.declare(`${name}.weight`, [values.shape.at(-1)!, embedSize], normal(0.02))),
    );
    let said = parts.reduce((sum, part) => add(sum, part));
    for (let layer = 0; layer < layers; layer++) said = add(said, linear(scope.within(`layer${layer}`), gelu(said), embedSize));
    vectors = add(vectors, said);
    biases = add(biases, matMul(said, scope.declare('popularity', [embedSize, 1], zeros)));
  }
  return { vectors, biases };
}

/** The tables of the films' own embeddings [films, d] and biases [films, 1]. */
export function filmTables(scope: ParameterScope, numItems: number, embedSize: number): { readonly own: Value; readonly bias: Value } {
  return {
    own: scope.declare('film.table', [numItems, embedSize], normal(0.05)),
    bias: scope.declare('film.bias', [numItems, 1], zeros, { decays: false }),
  };
}

/** The content of the whole catalogue as constants of the graph. */
export function wholeContent(inputs: readonly FilmInput[]): ReadonlyMap<string, Value> {
  return new Map(
    inputs.map(({ name, size, values }) => [name, constant({ dtype: 'float32', shape: [values.length / size, size], data: values })]),
  );
}

/** Scores [B, films] of all films: queries [B, d] x vectors^T + biases. */
export const scoresOf = (queries: Value, vectorsTransposed: Value, { biases }: Candidates): Value =>
  add(matMul(queries, vectorsTransposed), reshape(biases, [1, biases.shape[0]!]));
