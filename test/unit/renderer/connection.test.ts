import { describe, expect, it } from 'vitest';
import { toAppError } from '../../../src-renderer/client/appError.ts';
import { createReconnectingLink } from '../../../src-renderer/client/connection.ts';
import { ensureSession, tokenOf } from '../../../src-renderer/client/session.ts';
import { AccessRefusedError, type Connection, type Transport } from '../../../src-renderer/client/transport.ts';

/** Connections that are opened and cut by hand. */
function handTransport() {
  const open: { cut: () => void }[] = [];
  let outcomes: ('ok' | 'down' | 'refused')[] = [];
  const transport: Transport = {
    connect(): Promise<Connection> {
      const outcome = outcomes.shift() ?? 'ok';
      if (outcome === 'refused') return Promise.reject(new AccessRefusedError('no session'));
      if (outcome === 'down') return Promise.reject(new Error('nobody there'));
      const number = open.length + 1;
      let cut = (): void => undefined;
      const closed = new Promise<void>((resolve) => {
        cut = resolve;
      });
      open.push({ cut });
      return Promise.resolve({ link: { call: (path) => Promise.resolve(`${path.join('.')} over ${number}`) }, closed, close: cut });
    },
  };
  return { transport, open, plan: (...next: typeof outcomes) => (outcomes = next) };
}

const call = (link: ReturnType<typeof createReconnectingLink>) => link.call(['app', 'info'], undefined, { context: {} });

describe('the link that outlives its connections', () => {
  it('waits for the first connection, then carries calls', async () => {
    const { transport } = handTransport();
    const link = createReconnectingLink(transport);
    expect(link.status.getState().state).toBe('connecting');
    expect(await call(link)).toBe('app.info over 1');
    expect(link.status.getState()).toEqual({ state: 'connected', epoch: 1 });
  });

  it('says that it was cut, and comes back', async () => {
    const { transport, open } = handTransport();
    const link = createReconnectingLink(transport, { delays: [1] });
    await call(link);
    const states: string[] = [];
    link.status.subscribe(({ state }) => states.push(state));
    open[0]?.cut();
    await expect.poll(() => link.status.getState().epoch).toBe(2);
    expect(states).toEqual(['disconnected', 'connected']);
    expect(await call(link)).toBe('app.info over 2');
  });

  it('does not knock again where it was refused, until asked', async () => {
    const { transport, plan } = handTransport();
    plan('refused');
    const link = createReconnectingLink(transport, { delays: [1] });
    await expect(call(link)).rejects.toThrow();
    expect(link.status.getState().state).toBe('refused');
    link.retryNow();
    await expect.poll(() => link.status.getState().state).toBe('connected');
  });

  it('keeps trying while nobody answers', async () => {
    const { transport, plan } = handTransport();
    plan('down', 'down', 'down', 'down');
    const link = createReconnectingLink(transport, { delays: [1] });
    await expect.poll(() => link.status.getState().state).toBe('connected');
  });

  it('tells a person what a lost connection means', async () => {
    const { transport, plan } = handTransport();
    plan('refused');
    const link = createReconnectingLink(transport);
    const error = await call(link).then(
      () => null,
      (cause: unknown) => toAppError(cause),
    );
    expect(error?.code).toBe('disconnected');
    expect(error?.message).toMatch(/not done.*Start it again/);
  });
});

describe('the one-time token', () => {
  const page = (hash: string, answers: number[]) => {
    const asked: string[] = [];
    let shown = hash;
    return {
      asked,
      shown: () => shown,
      location: { hash, pathname: '/', search: '' },
      history: { state: null, replaceState: (_state: unknown, _unused: string, url?: string | URL | null) => (shown = String(url)) },
      fetch: ((_url: string, init?: RequestInit) => {
        asked.push(init?.method ?? 'GET');
        return Promise.resolve(new Response(null, { status: answers.shift() ?? 204 }));
      }) as typeof fetch,
    };
  };

  it('is read from the fragment alone', () => {
    expect(tokenOf('#token=abc_-9')).toBe('abc_-9');
    expect(tokenOf('#/discover')).toBeNull();
    expect(tokenOf('')).toBeNull();
  });

  it('is exchanged once and taken out of the address', async () => {
    const here = page('#token=abc', [204]);
    await ensureSession(here);
    expect(here.asked).toEqual(['POST']);
    expect(here.shown()).toBe('/#/');
  });

  it('that was used already is no matter where the cookie still holds', async () => {
    const here = page('#token=abc', [403, 204]);
    await ensureSession(here);
    expect(here.asked).toEqual(['POST', 'GET']);
  });

  it('is missing: the page says so', async () => {
    await expect(ensureSession(page('#/discover', [401]))).rejects.toBeInstanceOf(AccessRefusedError);
  });
});
