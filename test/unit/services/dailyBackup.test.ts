import { afterEach, expect, it, vi } from 'vitest';
import { openTestApplication, type TestApplication } from '../../helpers/testApplication.ts';

const HOUR_MS = 3_600_000;
let app: TestApplication;

afterEach(async () => {
  vi.useRealTimers();
  await app.close();
});

it('an app that stays open backs up once a day by itself', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let now = Date.UTC(2026, 2, 1, 9);
  app = await openTestApplication({ host: 'browser', clock: () => now });
  const daily = async () => (await app.client.app.backups()).filter(({ cause }) => cause === 'daily').map(({ createdAt }) => createdAt);
  await expect.poll(daily).toEqual([now]);
  const first = now;
  for (let hour = 1; hour < 24; hour++) {
    now += HOUR_MS;
    vi.advanceTimersByTime(HOUR_MS);
  }
  expect(await daily()).toEqual([first]);
  now += HOUR_MS;
  vi.advanceTimersByTime(HOUR_MS);
  await expect.poll(daily).toEqual([now, first]);
});
