import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Contract } from '../../contract/contract.ts';
import type { AppRouter } from '../router.ts';

export type AppClient = ContractRouterClient<Contract>;

/** Calls the router without a wire, through the same parsing of input and output: for tests and the terminal. */
export function createInProcessClient(router: AppRouter): AppClient {
  return createRouterClient(router);
}
