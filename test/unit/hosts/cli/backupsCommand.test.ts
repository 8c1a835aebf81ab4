import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { lockDataFolder } from '../../../../src-main/core/storage/dataFolderLock.ts';
import { openDatabase } from '../../../../src-main/core/storage/database.ts';
import { testCli } from '../../../helpers/cli.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

vi.setConfig({ testTimeout: 120_000 });

it('makes, lists and puts back backups, also where Marquee refuses to open the ratings, and never below an open app', async () => {
  const dataDir = temporaryFolder();
  const { run, json } = testCli(() => dataDir);
  expect((await run('backups')).out).toContain('There is no backup yet');
  await json('profile create', 'Kim');
  const { backupId } = await json<{ backupId: string }>('backups make');
  await json('profile create', 'Lee');
  const database = openDatabase(join(dataDir, 'person.db'), { durability: 'durable' });
  database.pragma('user_version = 99');
  database.close();

  const refused = await run('profile', 'list', '--json');
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.out)).toMatchObject({
    error: { code: 'storage-newer', message: expect.stringContaining(`backups restore ${backupId}`) as string },
  });
  const { backups } = await json<{ backups: { backupId: string; path: string }[] }>('backups');
  expect(backups).toMatchObject([{ backupId }]);
  expect(existsSync(backups[0]!.path)).toBe(true);

  const lock = lockDataFolder(dataDir, { clock: Date.now, host: 'browser' });
  expect(JSON.parse((await run('backups', 'restore', backupId, '--json')).out)).toMatchObject({ error: { code: 'conflict' } });
  lock.release();
  expect((await run('backups', 'restore', 'person-1-daily')).err).toContain('does not exist any more');
  const { keptAt } = await json<{ keptAt: string }>('backups restore', backupId);
  expect(existsSync(keptAt)).toBe(true);
  expect(await json('profile list')).toMatchObject({ profiles: [{ name: 'Kim' }] });
});
