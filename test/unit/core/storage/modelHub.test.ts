import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HubModel, sentenceEncoderModel, totalBytes } from '../../../../src-main/core/embedding/hubModels.ts';
import { downloadHubModel, hubBytesReceived } from '../../../../src-main/core/storage/hubDownload.ts';
import {
  hubFolder,
  importHubModel,
  installedModel,
  removeHubModel,
  sentenceEncoderFiles,
} from '../../../../src-main/core/storage/modelHub.ts';
import { writeTinyEncoder } from '../../../helpers/tinyEncoder.ts';

let folder: string;
let dataDir: string;
let source: string;
/** The real model's description with the tiny files' sizes and hashes. */
let model: HubModel;
let server: Server;
let asked: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!);
    response.end(readFileSync(join(source, request.url!.slice('/rev'.length))));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-hub-'));
  dataDir = join(folder, 'data');
  source = writeTinyEncoder(join(folder, 'mine'));
  asked = [];
  const files = sentenceEncoderModel.files.map(({ path }) => {
    const bytes = readFileSync(join(source, path));
    return { path, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  model = { ...sentenceEncoderModel, files, source: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rev` };
  return () => rmSync(folder, { recursive: true, force: true });
});

describe('a model of others', () => {
  it('is downloaded file by file, found installed, and removed', async () => {
    expect(installedModel(dataDir, model)).toBeNull();
    const progress: number[] = [];
    await downloadHubModel(dataDir, model, { reportProgress: ({ done }) => void progress.push(done) });
    expect(asked).toEqual(model.files.map(({ path }) => `/rev/${path}`));
    expect(progress.at(-1)).toBe(totalBytes(model));
    expect(installedModel(dataDir, model)).toMatchObject({ isVerified: true, from: model.source });
    removeHubModel(dataDir, model);
    expect([installedModel(dataDir, model), hubBytesReceived(dataDir, model)]).toEqual([null, 0]);
  });

  it('asks only for what is missing after an interruption', async () => {
    await downloadHubModel(dataDir, model);
    rmSync(join(hubFolder(dataDir, model), 'tokenizer.json'));
    expect(installedModel(dataDir, model)).toBeNull();
    asked = [];
    await downloadHubModel(dataDir, model);
    expect(asked).toEqual(['/rev/tokenizer.json']);
  });

  it('comes from a folder too: known files are verified, others are said not to be', async () => {
    expect(await importHubModel(dataDir, model, source)).toMatchObject({ isVerified: true, from: source });
    expect(asked).toEqual([]);
    writeFileSync(join(source, 'tokenizer.json'), '{"version":"2"}');
    expect(await importHubModel(dataDir, model, source)).toMatchObject({ isVerified: false });
  });

  it('refuses folders that are no such model, and hostile files', async () => {
    await expect(importHubModel(dataDir, model, folder)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/model_quantized/),
    });
    writeFileSync(join(source, 'onnx/model_quantized.onnx'), 'not a model');
    await expect(importHubModel(dataDir, model, source)).rejects.toMatchObject({ code: 'model-invalid' });
    expect(installedModel(dataDir, model)).toBeNull();
  });

  it('is not opened when its bytes have changed since', async () => {
    expect(await sentenceEncoderFiles(dataDir)).toBeNull();
    await importHubModel(dataDir, sentenceEncoderModel, source);
    expect((await sentenceEncoderFiles(dataDir))!.encoder).toMatch(/^all-MiniLM-L6-v2@[0-9a-f]{12}$/);
    const path = join(hubFolder(dataDir, model), 'onnx/model_quantized.onnx');
    const bytes = readFileSync(path);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(path, bytes);
    await expect(sentenceEncoderFiles(dataDir)).rejects.toMatchObject({ code: 'model-invalid' });
  });
});
