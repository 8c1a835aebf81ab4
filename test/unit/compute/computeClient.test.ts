import { writeFileSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ComputeClient, type ComputeClientOptions, createComputeClient } from '../../../src-main/compute/computeClient.ts';
import { spawnChildProcess } from '../../../src-main/compute/spawnChildProcess.ts';
import { silentLogger } from '../../../src-main/core/base/logger.ts';
import type { Progress } from '../../../src-main/core/base/progress.ts';
import { temporaryFolder } from '../../helpers/temporaryFolder.ts';

const entry = join(import.meta.dirname, '..', '..', 'fixtures', 'computeEntry.ts');
const open: ComputeClient[] = [];

function start(options: Partial<ComputeClientOptions> = {}): ComputeClient {
  const client = createComputeClient({ spawn: spawnChildProcess(entry), logger: silentLogger, ...options });
  open.push(client);
  return client;
}

function importPath(client: ComputeClient, path: string, options: Parameters<ComputeClient['call']>[2] = {}) {
  return client.call('importDataset', { dataDir: '/nowhere', path, name: null, details: null, posters: null }, options);
}

/** Resolves once the call has reported progress, that is, once it runs in the other process. */
function runningCall(client: ComputeClient, path: string, signal?: AbortSignal) {
  let started: () => void = () => undefined;
  const isRunning = new Promise<void>((resolve) => {
    started = resolve;
  });
  const result = importPath(client, path, { reportProgress: () => started(), ...(signal === undefined ? {} : { signal }) });
  result.catch(() => undefined);
  return { isRunning, result };
}

afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

describe('compute process', () => {
  it('answers in another process and reports progress', async () => {
    const client = start();
    const seen: Progress[] = [];
    const report = await importPath(client, 'ok', { reportProgress: (progress) => seen.push(progress) });
    expect(report.name).toBe('ok');
    expect(report.rows).toBe(client.processId());
    expect(report.rows).not.toBe(process.pid);
    expect(seen).toEqual([{ phase: 'Working', done: 1, total: 2, unit: 'steps' }]);
  });

  it('carries errors of the work with code and data, and keeps what a defect said to itself', async () => {
    const client = start();
    await expect(importPath(client, 'refuse')).rejects.toMatchObject({ name: 'DomainError', code: 'data-invalid', data: { line: 7 } });
    await expect(importPath(client, 'defect')).rejects.not.toMatchObject({ name: 'DomainError' });
  });

  it('gives way to what a person waits for', async () => {
    const client = start({ spawn: spawnChildProcess(new URL('../../../src-main/compute/entries/childProcess.ts', import.meta.url)) });
    await expect(importPath(client, '/nowhere/at-all')).rejects.toMatchObject({ name: 'DomainError' });
    expect(getPriority(client.processId() ?? 0)).toBe(constants.priority.PRIORITY_BELOW_NORMAL);
  });

  it('survives kill -9: the call fails with compute-ended and the reason, and a new process answers', async () => {
    const client = start();
    const { isRunning, result } = runningCall(client, 'wait');
    await isRunning;
    const victim = client.processId();
    expect(victim).not.toBeNull();
    process.kill(victim!, 'SIGKILL');
    await expect(result).rejects.toMatchObject({ code: 'compute-ended', data: { reason: 'it was ended by signal SIGKILL' } });
    const report = await importPath(client, 'after');
    expect(report.rows).not.toBe(victim);
  });

  it('survives an abort in native code the same way', async () => {
    const client = start();
    await expect(importPath(client, 'abort')).rejects.toMatchObject({ code: 'compute-ended' });
    await expect(importPath(client, 'again')).resolves.toMatchObject({ name: 'again' });
  });

  it('cancels work that listens and keeps the process', async () => {
    const client = start({ cancelGraceMs: 60_000 });
    const abort = new AbortController();
    const { isRunning, result } = runningCall(client, 'wait', abort.signal);
    await isRunning;
    const before = client.processId();
    abort.abort();
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    expect((await importPath(client, 'after')).rows).toBe(before);
  });

  it('cancels work that cannot listen, at the cost of its process', async () => {
    const client = start();
    const abort = new AbortController();
    const { isRunning, result } = runningCall(client, 'spin', abort.signal);
    await isRunning;
    const before = client.processId();
    abort.abort();
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    expect((await importPath(client, 'after')).rows).not.toBe(before);
  });

  it('lets what others wait for end before it ends a process for one cancelled call', async () => {
    const client = start({ cancelGraceMs: 10 });
    const abort = new AbortController();
    const cancelled = runningCall(client, 'deaf', abort.signal);
    const letGo = join(temporaryFolder(), 'let go');
    const other = runningCall(client, `until ${letGo}`);
    await Promise.all([cancelled.isRunning, other.isRunning]);
    const before = client.processId();
    abort.abort();
    // Its grace is over; the process stays for the other call.
    await expect(cancelled.result).rejects.toMatchObject({ code: 'cancelled' });
    writeFileSync(letGo, '');
    expect((await other.result).rows).toBe(before);
    expect((await importPath(client, 'after')).rows).not.toBe(before);
  });

  it('does not end a process that is still starting, for which others wait', async () => {
    const client = start({ cancelGraceMs: 0 });
    const abort = new AbortController();
    const cancelled = importPath(client, 'wait', { signal: abort.signal });
    const other = importPath(client, 'other');
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect((await other).name).toBe('other');
  });

  it('refuses a call whose signal is raised already, and calls after close', async () => {
    const client = start();
    const abort = new AbortController();
    abort.abort();
    await expect(importPath(client, 'ok', { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' });
    client.close();
    await expect(importPath(client, 'ok')).rejects.toMatchObject({ code: 'compute-ended' });
  });
});
