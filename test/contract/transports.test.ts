import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import { startBrowserHost } from '../../src-main/hosts/browser/browserHost.ts';
import { type AppClient, createInProcessClient } from '../../src-main/services/transports/inProcess.ts';
import { createMessagePortTransport } from '../../src-main/services/transports/messagePort.ts';
import { transportSuite } from './transportSuite.ts';

transportSuite('the in-process caller', (application) =>
  Promise.resolve({ client: createInProcessClient(application.router), close: () => Promise.resolve() }),
);

transportSuite('a MessagePort', (application) => {
  const { port1, port2 } = new MessageChannel();
  createMessagePortTransport(application.router).serve(port1);
  port1.start();
  port2.start();
  const client: AppClient = createORPCClient(new PortLink({ port: port2 }));
  return Promise.resolve({
    client,
    close() {
      port2.close();
      return Promise.resolve();
    },
  });
});

transportSuite('a WebSocket of the browser host', async (application) => {
  const shellDir = mkdtempSync(`${tmpdir()}/marquee-shell-`);
  const host = await startBrowserHost({
    router: application.router,
    media: application.media,
    shellDir,
    logger: silentLogger,
    clock: Date.now,
  });
  const token = new URL(host.newUrl()).hash.slice('#token='.length);
  const answer = await fetch(`${host.origin}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: host.origin },
    body: JSON.stringify({ token }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/rpc`, { headers: { Origin: host.origin, Cookie: cookie } });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const client: AppClient = createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }));
  return {
    client,
    async close() {
      socket.close();
      await host.close();
      rmSync(shellDir, { recursive: true, force: true });
    },
  };
});
