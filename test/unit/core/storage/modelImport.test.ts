import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { importModel } from '../../../../src-main/core/storage/modelImport.ts';
import type { ModelManifest } from '../../../../src-main/core/storage/modelManifest.ts';
import { loadModel } from '../../../../src-main/core/storage/modelStore.ts';
import { repositoryRoot } from '../../../helpers/host.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-import-model-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = join(repositoryRoot, 'models', 'bias');
const manifest = JSON.parse(readFileSync(join(shipped, 'manifest.json'), 'utf8')) as ModelManifest;
const tensors = readFileSync(join(shipped, manifest.tensorsFile));
let serial = 0;

/** A model folder with something changed. */
function model(changes: Record<string, unknown> = {}, bytes: Uint8Array = tensors, more: Record<string, string | Uint8Array> = {}): string {
  const path = join(folder, `model-${++serial}`);
  mkdirSync(path);
  writeFileSync(join(path, 'manifest.json'), JSON.stringify({ ...manifest, ...changes }));
  writeFileSync(join(path, manifest.tensorsFile), bytes);
  for (const [name, content] of Object.entries(more)) writeFileSync(join(path, name), content);
  return path;
}

async function zipped(entries: Record<string, string | Uint8Array>): Promise<string> {
  const path = join(folder, `model-${++serial}.zip`);
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

const dataDir = join(folder, 'data');
const kept = (): string[] => (existsSync(join(dataDir, 'models')) ? readdirSync(join(dataDir, 'models')) : []);
const refused = async (path: string): Promise<{ code: string; message: string }> => {
  const before = kept();
  const error = await importModel(dataDir, path).then(
    () => ({ code: 'taken', message: '' }),
    ({ code, message }: { code: string; message: string }) => ({ code, message }),
  );
  // Nothing of a refused model stays.
  expect(kept()).toEqual(before);
  return error;
};
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a model of unknown origin', () => {
  it('is taken from a folder or a zip with the same tensors, once', async () => {
    const modelId = await importModel(dataDir, model());
    expect(modelId).toBe(`bias-${manifest.sha256.slice(0, 8)}`);
    const stored = loadModel(join(dataDir, 'models', modelId));
    expect(stored.tensors).toEqual(loadModel(shipped).tensors);
    expect(stored.manifest.sha256).toBe(manifest.sha256);
    const zip = await zipped({
      'some/where/manifest.json': JSON.stringify(manifest),
      [`some/where/${manifest.tensorsFile}`]: tensors,
      README: 'x',
    });
    expect(await importModel(dataDir, zip)).toBe(modelId);
    expect(kept()).toEqual([modelId]);
  });

  it('is refused with a sentence for every part that is not what it says', async () => {
    const flipped = Buffer.from(tensors);
    flipped[100]! ^= 1;
    const [firstTensor, ...rest] = manifest.tensors;
    const cases: readonly [string, string, RegExp][] = [
      ['another format', model({ schema: 2 }), /wrong at "schema"/],
      ['a path for a name of the tensors', model({ tensorsFile: '../../etc/passwd' }), /wrong at "tensorsFile"/],
      ['an unknown recommender', model({ name: 'oracle' }), /knows no model called "oracle"/],
      ['another recommender', model({ name: 'ease' }), /./],
      ['a flipped bit', model({}, flipped), /checksum/],
      ['bytes too few', model({}, tensors.subarray(0, 1000)), /1000 bytes instead of/],
      ['bytes too many', model({}, Buffer.concat([tensors, Buffer.alloc(8)])), /larger than it may be/],
      ['an absurd size', model({ sizeBytes: Number.MAX_SAFE_INTEGER }), /too large/],
      ['a negative size', model({ sizeBytes: -1 }), /wrong at "sizeBytes"/],
      ['a shape that does not fit', model({ tensors: [{ ...firstTensor, shape: [2 ** 31, 2 ** 20] }, ...rest] }), /does not fit its shape/],
      ['an offset beyond the end', model({ tensors: [{ ...firstTensor, offset: 8 * 2 ** 40 }, ...rest] }), /does not fit its shape/],
      ['a tensor twice', model({ tensors: [...manifest.tensors, firstTensor] }), /stands twice/],
      ['no tensors', model({ tensors: [] }), /./],
      ['a tensor called __proto__', model({ tensors: [{ ...firstTensor, name: '__proto__' }, ...rest] }), /./],
      ['calibration of another shape', model({ calibration: { scale: { min: 'a' } } }), /./],
    ];
    for (const [what, path, message] of cases) {
      const error = await refused(path);
      expect(error, what).toMatchObject({ code: 'model-invalid' });
      expect(error.message, what).toMatch(message);
    }
  });

  it('is refused without a manifest, with two, with one that is no JSON or too long', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expect((await refused(empty)).message).toMatch(/holds 0 files/);
    expect((await refused(await zipped({ 'a/manifest.json': '{}', 'b/manifest.json': '{}' }))).message).toMatch(/holds 2 files/);
    const broken = model();
    writeFileSync(join(broken, 'manifest.json'), '{"schema": 1');
    expect((await refused(broken)).message).toMatch(/no JSON/);
    expect((await refused(model({ notes: ['x'.repeat(5_000_000)] }))).message).toMatch(/larger than it may be/);
    expect((await refused(join(folder, 'nowhere'))).code).toBe('not-found');
  });

  it('never leads out of its archive, and inflates no bomb', async () => {
    const bomb = await zipped({ 'manifest.json': JSON.stringify(manifest), [manifest.tensorsFile]: Buffer.alloc(24 * 1024 * 1024) });
    expect(['model-invalid', 'data-invalid', 'too-large']).toContain((await refused(bomb)).code);
    const linked = model();
    rmSync(join(linked, manifest.tensorsFile));
    symlinkSync('/etc/hostname', join(linked, manifest.tensorsFile));
    expect((await refused(linked)).code).toBe('model-invalid');
  });

  it('with ONNX beside it is refused unless that is plain', async () => {
    const noise = model({}, tensors, { 'tower.onnx': Uint8Array.from([0xff, 0xff, 1, 2, 3]) });
    expect((await refused(noise)).message).toMatch(/ONNX|graph/);
    // A ModelProto whose one initializer says that its bytes lie in another file: graph (7) { initializer (5) { name, external_data (13), data_location (14) = 1 } }.
    const field = (number: number, bytes: readonly number[]): number[] => [(number << 3) | 2, bytes.length, ...bytes];
    const text = (words: string): number[] => [...Buffer.from(words)];
    const entry = [...field(1, text('location')), ...field(2, text('../../etc/passwd'))];
    const initializer = [...field(8, text('w')), ...field(13, entry), (14 << 3) | 0, 1];
    const external = Uint8Array.from(field(7, field(5, initializer)));
    expect((await refused(model({}, tensors, { 'tower.onnx': external }))).message).toMatch(/lies in another file/);
    const custom = Uint8Array.from(field(7, field(1, [...field(4, text('Steal')), ...field(7, text('evil.ops'))])));
    expect((await refused(model({}, tensors, { 'tower.onnx': custom }))).message).toMatch(/evil\.ops/);
  });

  it('whose hash was mended after a change is judged by its content', async () => {
    const item = manifest.tensors.find(({ name }) => name === 'itemIds')!;
    const same = Buffer.from(tensors);
    // Every film has the same number.
    new Int32Array(same.buffer, same.byteOffset + item.offset, item.bytes / 4).fill(1);
    const mended = sha256(same);
    const error = await refused(model({ sha256: mended }, same));
    expect(error.code).toBe('model-invalid');
  });
});
