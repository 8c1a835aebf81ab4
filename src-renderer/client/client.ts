import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../src-main/contract/contract.ts';
import { BRIDGE_NAME, type Bridge } from '../../src-preload/bridge.ts';
import { createReconnectingLink, type ReconnectingLink } from './connection.ts';
import { createMessagePortTransport } from './messagePortTransport.ts';
import type { Transport } from './transport.ts';
import { createWebSocketTransport } from './webSocketTransport.ts';

/** Every route of the contract as a typed function. */
export type AppClient = ContractRouterClient<Contract>;

export interface OpenClient {
  readonly client: AppClient;
  readonly link: ReconnectingLink;
}

/** The client of this page: over the preload's port inside Electron, over the loopback WebSocket elsewhere. */
export function openClient(page: Window): OpenClient {
  const bridge = (page as unknown as Record<string, Bridge | undefined>)[BRIDGE_NAME];
  const transport: Transport = bridge === undefined ? createWebSocketTransport(page) : createMessagePortTransport(bridge, page);
  const link = createReconnectingLink(transport);
  return { client: createORPCClient<AppClient>(link), link };
}
