import { describe, expect, it } from 'vitest';
import { killImports } from '../../../helpers/killImports.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

describe('an import that is killed', () => {
  it('is all there or not at all, 25 times', { timeout: 180_000 }, async () => {
    const finished = await killImports(temporaryFolder(), 25);
    // Kills that all came too late would show nothing.
    expect(finished).toBeLessThan(25);
  });
});
