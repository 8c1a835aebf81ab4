import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { BRIDGE_NAME, type Bridge, isPortMessage } from '../../../src-preload/bridge.ts';
import type { Contract } from '../../../src-main/contract/contract.ts';
import type { PageWorld } from './preloadWorld.ts';

/** What the page does: asks through the bridge, takes the port that comes back for its own nonce, and calls over it. */
export async function openPort(page: PageWorld): Promise<{ client: ContractRouterClient<Contract>; close: () => void }> {
  const nonce = `page-${process.hrtime.bigint()}`;
  const port = await new Promise<MessagePort>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no port came')), 10_000);
    page.addMessageListener((message) => {
      if (!isPortMessage(message, nonce, page.self)) return;
      clearTimeout(timer);
      resolve(message.ports[0]!);
    });
    (page.exposed[BRIDGE_NAME] as Bridge).requestPort(nonce);
  });
  const client = createORPCClient<ContractRouterClient<Contract>>(new RPCLink({ port: port as never }));
  port.start();
  return { client, close: () => port.close() };
}
