import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodePng } from '../../../../src-main/core/diffusion/imageCodec.ts';
import { promptsOfNames } from '../../../../src-main/services/studio/compare/matchPrompts.ts';
import { done } from '../../../helpers/jobEnds.ts';
import { writePictures } from '../../../helpers/paintedFolder.ts';
import { openTestApplication, type TestApplication } from '../../../helpers/testApplication.ts';
import { TINY_PAINTER, writeTinyPainter } from '../../../helpers/tinyPainter.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describe('which prompt a file belongs to', () => {
  const prompts = ['An empty street at dusk', 'A castle', 'Two people, running'];
  it('is told by its number, by its words, or by its place where names tell nothing', () => {
    expect([...promptsOfNames(['03.png', 'castle-2.jpg', '9.png', 'an_empty street at dusk.webp'], prompts)]).toEqual([
      ['03.png', 2],
      ['castle-2.jpg', 1],
      ['an_empty street at dusk.webp', 0],
    ]);
    expect([...promptsOfNames(['c.png', 'a.png', 'b.png'], prompts)]).toEqual([
      ['a.png', 0],
      ['b.png', 1],
      ['c.png', 2],
    ]);
    expect([...promptsOfNames(['00000.png', '00002.png'], prompts).values()]).toEqual([0, 2]);
    expect(promptsOfNames(['c.png', 'a.png'], prompts).size).toBe(0);
  });
});

describe('comparing pictures', () => {
  let app: TestApplication;
  let comparisonId: string;
  const prompts = ['a red poster', 'a blue poster', 'a green poster'];
  const elsewhere = (): string => join(app.folder, 'elsewhere');

  beforeAll(async () => {
    app = await openTestApplication();
    mkdirSync(elsewhere());
    await writePictures(elsewhere(), 3, 32, 48);
    for (const name of readdirSync(elsewhere())) {
      const number = /\d/.exec(name)![0];
      if (name.endsWith('.png')) renameSync(join(elsewhere(), name), join(elsewhere(), `${Number(number) + 1}.png`));
    }
    comparisonId = (await app.client.comparisons.create({ title: 'Ours | and theirs', prompts, seed: 5 })).comparisonId;
  });
  afterAll(() => app?.close());

  it('takes pictures from elsewhere, and refuses what is none, one by one', async () => {
    const { comparisons } = app.client;
    writeFileSync(join(elsewhere(), 'notes-3.png'), 'this is a line of text, far from any picture');
    writeFileSync(join(elsewhere(), 'broken.jpg'), Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(400, 7)]));
    const bomb = Buffer.from(await encodePng({ width: 1, height: 1, pixels: new Uint8Array(3) }));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    writeFileSync(join(elsewhere(), 'giant-2.png'), bomb);
    const brought = await comparisons.bringFolder({ comparisonId, name: 'Theirs', seconds: 12, path: elsewhere() });
    expect(brought.taken).toBe(3);
    expect(Object.fromEntries(brought.refused.map(({ file, why }) => [file, why]))).toEqual({
      'broken.jpg': expect.stringContaining('which prompt it is for') as string,
      'giant-2.png': expect.stringMatching(/50 million pixels|damaged/) as string,
      'notes-3.png': expect.stringContaining('no PNG, JPEG or WebP picture') as string,
    });
    const empty = join(app.folder, 'empty');
    mkdirSync(empty);
    await expect(comparisons.bringFolder({ comparisonId, name: 'Nobody', path: empty })).rejects.toThrow(
      /There is no PNG, JPEG or WebP picture/,
    );
    expect((await comparisons.get({ comparisonId })).entrants.map(({ name }) => name)).toEqual(['Theirs']);
    expect(await comparisons.next({ comparisonId })).toBeNull();
  });

  it('paints the same prompts, measures the time, and shows every pair once before any twice, without names', async () => {
    const { comparisons } = app.client;
    await writeTinyPainter(app.dataDir);
    const { jobId } = await comparisons.paint({ comparisonId, model: TINY_PAINTER, steps: 1 });
    await done(app.client, jobId);
    const seen = new Set<string>();
    const sides: string[] = [];
    for (let i = 0; i < 3; i++) {
      const pair = (await comparisons.next({ comparisonId }))!;
      expect(JSON.stringify(pair)).not.toMatch(/Theirs|tiny/);
      seen.add(pair.prompt);
      const { width } = await sizeOf(pair.left.pictureId);
      sides.push(width === 32 ? 'left' : 'right');
      // Whoever looks prefers theirs each time.
      await comparisons.vote({
        comparisonId,
        left: pair.left.pictureId,
        right: pair.right.pictureId,
        result: width === 32 ? 'left' : 'right',
      });
    }
    expect([...seen].toSorted()).toEqual(prompts.toSorted());
    const found = await comparisons.get({ comparisonId });
    expect(found).toMatchObject({ votes: 3, pairs: { total: 3, met: 3 } });
    const [theirs, ours] = found.entrants;
    expect(theirs).toMatchObject({ name: 'Theirs', origin: 'brought', seconds: 12, isMeasured: false, votes: 3, wins: 3, pictures: 3 });
    expect(ours).toMatchObject({ origin: 'painted', isMeasured: true, wins: 0, pictures: 3 });
    expect(ours!.seconds).toBeGreaterThan(0);
    expect(theirs!.elo).toBeGreaterThan(ours!.elo);
    expect(theirs!.interval![0]).toBeLessThanOrEqual(theirs!.elo);
  });

  async function sizeOf(pictureId: string): Promise<{ width: number }> {
    const { bytes } = (await app.application.media(`compared-${pictureId}`))!;
    return { width: Buffer.from(bytes).readUInt32BE(16) };
  }

  it('takes the last vote back, shows that pair again, and refuses two pictures that are no pair', async () => {
    const { comparisons } = app.client;
    const before = (await comparisons.next({ comparisonId }))!;
    await comparisons.vote({ comparisonId, left: before.left.pictureId, right: before.right.pictureId, result: 'tie' });
    expect(await comparisons.undoVote({ comparisonId })).toEqual(before);
    const left = before.left.pictureId;
    await expect(comparisons.vote({ comparisonId, left, right: left, result: 'tie' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('measures distances to real pictures, and writes reports', async () => {
    const { comparisons } = app.client;
    const reference = join(app.folder, 'reference');
    mkdirSync(reference);
    await writePictures(reference, 6, 32, 48);
    await done(app.client, (await comparisons.measure({ comparisonId, reference })).jobId);
    const { entrants, reference: measured } = await comparisons.get({ comparisonId });
    expect(measured).toMatchObject({ path: reference, pictures: 6 });
    const [theirs, ours] = entrants;
    expect(theirs!.kid!).toBeLessThan(ours!.kid!);
    const text = async (format: 'json' | 'csv' | 'markdown'): Promise<string> =>
      Buffer.from((await comparisons.export({ comparisonId, format })).base64, 'base64').toString();
    const json = JSON.parse(await text('json')) as { votes: { left: string; right: string }[]; entrants: unknown[] };
    expect(json.votes).toHaveLength(3);
    expect(json.votes.every(({ left, right }) => [left, right].includes('Theirs'))).toBe(true);
    expect((await text('csv')).trim().split('\r\n')).toHaveLength(4);
    const markdown = await text('markdown');
    expect(markdown).toContain(String.raw`# Ours \| and theirs`);
    expect(markdown).toMatch(/\| Theirs \| 1\d{3} \| .* to .* \| 3 \| 3 \| 0 \| 12.00 \(as entered\) \|/);
  });

  it('keeps votes over a restart, and removes a model with its votes', async () => {
    await app.application.close();
    const second = await openTestApplication({ dataDir: app.dataDir });
    const { comparisons } = second.client;
    expect(await comparisons.list()).toMatchObject([{ comparisonId, votes: 3, entrants: 2, prompts: 3 }]);
    const { entrants } = await comparisons.get({ comparisonId });
    expect(await comparisons.removeEntrant({ comparisonId, entrantId: entrants[0]!.entrantId })).toMatchObject({
      votes: 0,
      pairs: { total: 0 },
    });
    await comparisons.remove({ comparisonId });
    expect(await comparisons.list()).toEqual([]);
    expect(readdirSync(join(app.dataDir, 'comparisons'))).toEqual([]);
    await second.close();
  });
});
