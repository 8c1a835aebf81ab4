import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { openPersonStore } from '../../../../src-main/core/storage/personStore.ts';
import { killAtRandom } from '../../../helpers/killAtRandom.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

const LANES = 2;
const KILLS_PER_LANE = 50;

describe('ratings outlive a kill', () => {
  it(`loses no acknowledged rating in ${LANES * KILLS_PER_LANE} kills`, { timeout: 180_000 }, async () => {
    const folders = Array.from({ length: LANES }, temporaryFolder);
    await Promise.all(folders.map(killRepeatedly));
  });
});

async function killRepeatedly(dataDir: string, lane: number): Promise<void> {
  const rng = createRng(1, `kill-while-rating-${lane}`);
  const acknowledged = new Set<number>();
  for (let kill = 0; kill < KILLS_PER_LANE; kill++) {
    const output = await killAtRandom('rateForever.ts', [dataDir, String(kill * 10_000 + 1)], rng, 30);
    // The last line may be cut: only whole lines are acknowledged.
    for (const line of output.split('\n').slice(0, -1)) acknowledged.add(Number(line));
  }
  const store = openPersonStore(dataDir, { clock: Date.now, whenDamaged: 'refuse' });
  const profile = store.profiles.list()[0]!;
  const kept = new Map(store.filmStates.ratings(profile.profileId).map(({ filmId, stars }) => [filmId, stars]));
  const lost = [...acknowledged].filter((film) => kept.get(film) !== ((film % 10) + 1) / 2);
  expect(store.check()).toBe('ok');
  store.close();
  expect(lost).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(KILLS_PER_LANE);
  // At most one rating per kill was saved without its acknowledgement getting through.
  expect(kept.size - acknowledged.size).toBeLessThanOrEqual(KILLS_PER_LANE);
}
