import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { silentLogger } from '../../../../src-main/core/base/logger.ts';
import { startBrowserHost } from '../../../../src-main/hosts/browser/browserHost.ts';
import type { Services } from '../../../../src-main/services/handlers.ts';
import { createRouter } from '../../../../src-main/services/router.ts';

it('says nothing on a connection that a browser opened ahead of need and never used', async () => {
  const host = await startBrowserHost({
    router: createRouter({} as Services, silentLogger),
    media: () => Promise.resolve(null),
    shellDir: tmpdir(),
    logger: silentLogger,
    clock: Date.now,
    headersTimeoutMs: 200,
  });
  const socket = connect(host.port, '127.0.0.1');
  const received: Buffer[] = [];
  socket.on('data', (part: Buffer) => received.push(part));
  await new Promise((resolve) => void socket.on('close', resolve));
  expect(Buffer.concat(received).toString()).toBe('');
  await host.close();
});
