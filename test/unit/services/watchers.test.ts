import { describe, expect, it } from 'vitest';
import { createWatchers } from '../../../src-main/services/watchers.ts';

interface Level {
  readonly name: string;
  readonly value: number;
}

describe('watchers', () => {
  it('tells a reader the newest of each key, in batches, however quickly changes come', async () => {
    const watchers = createWatchers<Level>(({ name }) => name, 50);
    const told: Level[] = [];
    const reading = (async () => {
      for await (const level of watchers.watch([{ name: 'first', value: 0 }], undefined)) told.push(level);
    })();
    const publishing = setInterval(() => {
      for (let i = 0; i < 10; i++) watchers.publish({ name: 'quick', value: performance.now() });
    }, 1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    clearInterval(publishing);
    watchers.publish({ name: 'quick', value: -1 });
    await new Promise((resolve) => setTimeout(resolve, 120));
    watchers.close();
    await reading;
    expect(told[0]).toEqual({ name: 'first', value: 0 });
    expect(told.at(-1)).toEqual({ name: 'quick', value: -1 });
    expect(told.length).toBeLessThan(20);
  });

  it('ends at once when the reader leaves in a pause between batches', async () => {
    const watchers = createWatchers<Level>(({ name }) => name, 60_000);
    const leaving = new AbortController();
    const told: Level[] = [];
    for await (const level of watchers.watch([{ name: 'first', value: 0 }], leaving.signal)) {
      told.push(level);
      setTimeout(() => leaving.abort(), 10);
    }
    expect(told).toHaveLength(1);
  });
});
