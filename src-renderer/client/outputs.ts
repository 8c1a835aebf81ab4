import type { AppClient } from './client.ts';

/** What each route answers: `OutputsOf['catalog']['film']`. */
export type OutputsOf = {
  readonly [D in keyof AppClient]: {
    readonly [R in keyof AppClient[D]]: AppClient[D][R] extends (...args: never[]) => Promise<infer O> ? O : never;
  };
};
