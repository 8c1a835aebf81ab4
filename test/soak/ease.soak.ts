import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const GIB = 1024 ** 3;

describe('EASE at the size of ml-latest-small', () => {
  it('stays within 2 GiB, fitting 610 people and 9,724 films in a process of its own', () => {
    const child = spawnSync(process.execPath, [join(import.meta.dirname, '..', 'fixtures', 'easeFit.ts')], { encoding: 'utf8' });
    expect(child.status, child.stderr).toBe(0);
    const { maxRssBytes, weights } = JSON.parse(child.stdout) as { maxRssBytes: number; weights: number };
    process.stdout.write(`EASE, 610 x 9,724: ${(maxRssBytes / GIB).toFixed(2)} GiB at most\n`);
    expect(weights).toBe(9724 * 100);
    expect(maxRssBytes).toBeLessThan(2 * GIB);
  });
});
