import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src-main/core/base/errors.ts';
import { leaveMoveNote } from '../../../src-main/services/moveNote.ts';
import { resolveDataFolder, writeLocation } from '../../../src-main/services/dataFolder.ts';
import { openTestApplication, type TestApplication } from '../../helpers/testApplication.ts';

let app: TestApplication;
afterEach(() => app.close());

describe('moving the data', () => {
  it('copies everything, switches over, remembers the place, and leaves the old folder as it was', async () => {
    const moves: string[] = [];
    app = await openTestApplication({ claimDataDir: (dataDir) => void moves.push(dataDir) });
    const { client, folder, dataDir } = app;
    const { profileId } = await client.profile.create({ name: 'Ada', age: 25, gender: null, occupation: null });
    await client.ratings.save({ profileId, filmId: 608, stars: 4.5 });
    const to = join(folder, 'elsewhere', 'Marquee');
    mkdirSync(join(dataDir, 'electron', 'Cache'), { recursive: true });
    writeFileSync(join(dataDir, 'electron', 'Cache', 'data_0'), "Chromium's own");
    expect(await client.app.moveData({ to })).toEqual({ dataDir: to });
    expect(moves).toEqual([to]);
    expect(existsSync(join(to, 'person.db'))).toBe(true);
    expect(existsSync(join(to, 'electron'))).toBe(false);
    expect(existsSync(join(dataDir, 'electron', 'Cache', 'data_0'))).toBe(true);
    expect((await client.app.info()).dataDir).toBe(to);
    await client.ratings.save({ profileId, filmId: 296, stars: 3 });
    expect((await client.ratings.library({ profileId, shelf: 'rated' })).total).toBe(2);
    await expect(client.app.openMoved()).rejects.toMatchObject({ code: 'not-found' });
    await app.application.close();
    app = { ...(await openTestApplication({ dataDir })), folder };
    expect((await app.client.ratings.library({ profileId, shelf: 'rated' })).total).toBe(1);
    // Opened again under its old name, it says where the data are, and goes there when asked to.
    const { moved } = await app.client.app.info();
    expect(moved).toMatchObject({ to, isThere: true });
    expect(moved!.sentence).toMatch(/^These data were moved to .*Marquee on \d+ \w+ \d{4}; what you change here stays here\.$/);
    expect(app.application.movedNotice).toBe(moved!.sentence);
    expect(await app.client.app.openMoved()).toEqual({ dataDir: to });
    expect((await app.client.ratings.library({ profileId, shelf: 'rated' })).total).toBe(2);
    expect((await app.client.app.info()).moved).toBe(null);
  });

  it('stays where it is, in working order, when another Marquee has the new folder or it is gone', async () => {
    const claims: string[] = [];
    app = await openTestApplication({
      claimDataDir(dataDir) {
        claims.push(dataDir);
        if (claims.length === 2) throw new DomainError('conflict', 'Another Marquee has that folder open.');
      },
    });
    const { client, folder, dataDir } = app;
    const to = join(folder, 'new');
    await client.app.moveData({ to });
    leaveMoveNote(to, dataDir, Date.now);
    await expect(client.app.openMoved()).rejects.toMatchObject({ code: 'conflict' });
    expect(claims).toEqual([to, dataDir, to]);
    expect((await client.app.info()).dataDir).toBe(to);
    leaveMoveNote(to, join(folder, 'unplugged'), Date.now);
    expect((await client.app.info()).moved).toMatchObject({
      isThere: false,
      sentence: expect.stringContaining('is not there now') as string,
    });
    await expect(client.app.openMoved()).rejects.toMatchObject({ code: 'not-found' });
    writeFileSync(join(to, 'moved.json'), '{"to":');
    expect((await client.app.info()).moved).toBe(null);
  });

  it('refuses places that cannot take them, and works on as before', async () => {
    app = await openTestApplication();
    const { client, folder, dataDir } = app;
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'a file'), 'x');
    writeFileSync(join(folder, 'file'), 'x');
    await expect(client.app.moveData({ to: 'relative' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(client.app.moveData({ to: dataDir })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(client.app.moveData({ to: join(dataDir, 'inside') })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(client.app.moveData({ to: join(folder, 'full') })).rejects.toMatchObject({ code: 'conflict' });
    await expect(client.app.moveData({ to: join(folder, 'file') })).rejects.toMatchObject({ code: 'storage-failed' });
    expect(readFileSync(join(folder, 'full', 'a file'), 'utf8')).toBe('x');
    expect((await client.app.info()).dataDir).toBe(dataDir);
    expect((await client.profile.list()).profiles).toEqual([]);
  });

  it('is found again at the next start, unless a folder is named outright', async () => {
    app = await openTestApplication();
    const home = join(app.folder, 'home');
    const start = { env: {}, platform: 'linux', home } as const;
    const first = resolveDataFolder(start);
    expect(first.dataDir).toBe(join(home, '.local', 'share', 'marquee'));
    writeLocation(first.locationFile!, '/data/of/mine');
    expect(resolveDataFolder(start).dataDir).toBe('/data/of/mine');
    expect(resolveDataFolder({ ...start, flag: '/named' })).toEqual({ dataDir: '/named', locationFile: null });
    expect(resolveDataFolder({ ...start, env: { MARQUEE_HOME: '/by/environment' } }).dataDir).toBe('/by/environment');
    writeFileSync(first.locationFile!, 'no JSON');
    expect(resolveDataFolder(start).dataDir).toBe(first.dataDir);
    expect(existsSync(first.dataDir)).toBe(false);
  });
});
