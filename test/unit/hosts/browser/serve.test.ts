import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../../helpers/host.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-serve-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Served {
  readonly child: ChildProcess;
  /** The n-th address on standard output. */
  url(n: number): Promise<string>;
  readonly ended: Promise<number | null>;
  output(): string;
}

function serve(dataDir: string, ...args: string[]): Served {
  const cli = join(repositoryRoot, 'src-main', 'cli.ts');
  const child = spawn(process.execPath, [cli, 'serve', '--no-open', '--data-dir', dataDir, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  started.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => void (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  return {
    child,
    ended,
    output: () => out + err,
    async url(n) {
      for (let waited = 0; waited < 50_000; waited += 50) {
        const urls = out.trim() === '' ? [] : out.trim().split('\n');
        if (urls[n] !== undefined && out.endsWith('\n')) return urls[n];
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`no address: ${out}${err}`);
    },
  };
}

async function enter(url: string): Promise<number> {
  const { origin, hash } = new URL(url);
  const body = JSON.stringify({ token: hash.slice('#token='.length) });
  return (await fetch(`${origin}/session`, { method: 'POST', headers: { Origin: origin, 'Content-Type': 'application/json' }, body }))
    .status;
}

describe('serve', () => {
  it('prints one address, gives a new one on Enter, lets a second start in, and ends cleanly at Ctrl-C', async () => {
    const dataDir = join(folder, 'shared');
    const first = serve(dataDir);
    const url = await first.url(0);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    expect(await enter(url)).toBe(204);
    expect(await enter(url)).toBe(403);
    first.child.stdin!.write('\n');
    expect(await enter(await first.url(1))).toBe(204);
    expect(statSync(join(dataDir, 'attach.json')).mode & 0o777).toBe(0o600);

    const second = serve(dataDir);
    const other = await second.url(0);
    expect(new URL(other).origin).toBe(new URL(url).origin);
    expect(await second.ended).toBe(0);
    expect(second.output()).toContain(`process ${first.child.pid}`);
    expect(await enter(other)).toBe(204);

    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.output()).toContain('everything is saved');
    expect(readdirSync(dataDir)).not.toContain('attach.json');
    const log = readFileSync(join(dataDir, 'logs', 'marquee.log'), { encoding: 'utf8', flag: 'a+' });
    for (const address of [url, other]) expect(log).not.toContain(new URL(address).hash.slice('#token='.length));
  });

  it('takes a folder over from an instance that was killed', async () => {
    const dataDir = join(folder, 'killed');
    const first = serve(dataDir);
    await first.url(0);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = serve(dataDir);
    expect(await enter(await second.url(0))).toBe(204);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });
});
