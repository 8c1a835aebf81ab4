import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type LockHolder, lockDataFolder, readHolder } from '../../../../src-main/core/storage/dataFolderLock.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

const options = { clock: () => 5, host: 'electron' };

describe('the lock of a data folder, between processes', () => {
  it('keeps the second out, says where the first is, and falls when the first is killed', async () => {
    const dataDir = temporaryFolder();
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../../fixtures/lockForever.ts'), dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    expect(() => lockDataFolder(dataDir, options)).toThrow(
      expect.objectContaining({
        code: 'conflict',
        data: expect.objectContaining({ pid: child.pid, url: 'http://127.0.0.1:1/' }) as object,
      }),
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = lockDataFolder(dataDir, options);
    expect(readHolder(dataDir)).toEqual({ pid: process.pid, startedAt: 5, host: 'electron', url: null } satisfies LockHolder);
    lock.release();
    expect(readHolder(dataDir)).toBeNull();
    lock.release();
  });

  it('holds without its note, and takes a broken note for none', () => {
    const dataDir = temporaryFolder();
    const lock = lockDataFolder(dataDir, options);
    writeFileSync(join(dataDir, 'lock.json'), 'broken');
    expect(() => lockDataFolder(dataDir, options)).toThrow(/Another instance of Marquee already uses/);
    lock.release();
  });
});
