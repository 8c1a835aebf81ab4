import type { AnySchema, ContractProcedure, ErrorMap, InferSchemaInput, InferSchemaOutput, Meta } from '@orpc/contract';
import type { Contract } from '../contract/contract.ts';

/** What a service gets beside its parsed input. */
export interface CallOptions {
  /** Raised when the caller gives up or its connection ends. */
  readonly signal?: AbortSignal;
}

type ParsedInput<P> = P extends ContractProcedure<infer I, AnySchema, ErrorMap, Meta> ? InferSchemaOutput<I> : never;
type Answer<P> = P extends ContractProcedure<AnySchema, infer O, ErrorMap, Meta> ? InferSchemaInput<O> : never;

/** The handler of one route: input parsed by the contract in, answer out. */
export type Handler<P> = (input: ParsedInput<P>, options: CallOptions) => Answer<P> | Promise<Answer<P>>;

/** One service per domain: every route of the contract, none missing, none too many. */
export type Services = { readonly [D in keyof Contract]: { readonly [R in keyof Contract[D]]: Handler<Contract[D][R]> } };
