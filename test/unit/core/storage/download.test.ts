import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { becomesTrue } from '../../../helpers/waiting.ts';
import { type DownloadOptions, downloadFile, receivedBytes } from '../../../../src-main/core/storage/download.ts';

const rng = createRng(11, 'bytes');
const content = Buffer.from(Uint8Array.from({ length: 300_000 }, () => rng.integer(256)));
const sha256 = createHash('sha256').update(content).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answer: Answer;
let requests: { range: string | undefined }[];
let server: Server;
let folder: string;
let options: DownloadOptions;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push({ range: request.headers.range });
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-download-'));
  requests = [];
  answer = withRanges;
  const { port } = server.address() as AddressInfo;
  options = { url: `http://127.0.0.1:${port}/model.onnx`, path: join(folder, 'hub/model.onnx'), sizeBytes: content.length, sha256 };
  return () => rmSync(folder, { recursive: true, force: true });
});

const withRanges: Answer = (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from > 0) response.writeHead(206, { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` });
  else response.writeHead(200, { 'content-length': content.length });
  response.end(content.subarray(from));
};
const withoutRanges: Answer = (_request, response) => response.writeHead(200, { 'content-length': content.length }).end(content);
/** Sends the beginning, then breaks the connection once some of it was kept. */
const broken: Answer = (_request, response) => {
  response.writeHead(200, { 'content-length': content.length });
  response.write(content.subarray(0, 100_000), () => void becomesTrue(() => receivedBytes(options) > 0).then(() => response.destroy()));
};
const fault = (changes: Partial<DownloadOptions> = {}) =>
  downloadFile({ ...options, ...changes }).then(
    () => null,
    (error: unknown) => error,
  );
const isWhole = () => existsSync(options.path) && readFileSync(options.path).equals(content);

describe('a download', () => {
  it('brings the whole file, with progress, and leaves nothing beside it', async () => {
    const seen: number[] = [];
    await downloadFile({ ...options, reportProgress: ({ done }) => void seen.push(done) });
    expect(isWhole()).toBe(true);
    expect(seen.at(-1)).toBe(content.length);
    expect(existsSync(`${options.path}.part`)).toBe(false);
  });

  it('goes on from where it broke off, by Range', async () => {
    answer = broken;
    expect(await fault()).toMatchObject({ code: 'network-failed', message: expect.stringMatching(/broke off/) });
    const kept = receivedBytes(options);
    expect(kept).toBeGreaterThan(0);
    expect(existsSync(options.path)).toBe(false);
    answer = withRanges;
    await downloadFile(options);
    expect(requests.at(-1)!.range).toBe(`bytes=${kept}-`);
    expect(isWhole()).toBe(true);
  });

  it('begins anew where the server has no ranges', async () => {
    answer = broken;
    await fault();
    answer = withoutRanges;
    await downloadFile(options);
    expect(isWhole()).toBe(true);
  });

  it('begins anew after rubbish that an earlier one left', async () => {
    await fault({ freeBytes: () => 0 });
    writeFileSync(`${options.path}.part`, Buffer.alloc(content.length + 5));
    await downloadFile(options);
    expect(isWhole()).toBe(true);
  });

  it('stops when cancelled, and keeps what came', async () => {
    const controller = new AbortController();
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 50_000));
    };
    const stopped = await fault({ signal: controller.signal, reportProgress: () => controller.abort() });
    expect(stopped).toMatchObject({ code: 'cancelled' });
    expect(receivedBytes(options)).toBeGreaterThan(0);
  });

  it('gives up on a source that stops sending', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000));
    };
    expect(await fault({ stallMs: 60 })).toMatchObject({ code: 'network-failed', message: expect.stringMatching(/stopped sending/) });
  });

  it('throws away a file that is not the known one', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-length': content.length }).end(Buffer.alloc(content.length, 1));
    expect(await fault()).toMatchObject({ code: 'data-invalid', message: expect.stringMatching(/checksum/) });
    expect([existsSync(options.path), receivedBytes(options)]).toEqual([false, 0]);
  });

  it.each<[string, Answer, string, RegExp]>([
    ['404', (_request, response) => response.writeHead(404).end(), 'network-failed', /no longer has this file/],
    ['503', (_request, response) => response.writeHead(503).end(), 'network-failed', /status 503/],
    ['a page of another size', (_request, response) => response.end('<html>log in</html>'), 'data-invalid', /another size/],
    [
      'more bytes than announced',
      (_request, response) => response.writeHead(200).end(Buffer.concat([content, content])),
      'data-invalid',
      /another size/,
    ],
    [
      'a redirect to an address without encryption',
      (_request, response) => response.writeHead(302, { location: `http://localhost:${(server.address() as AddressInfo).port}/x` }).end(),
      'network-failed',
      /without encryption|cannot be reached/,
    ],
  ])('says what is wrong: %s', async (_name, wrong, code, message) => {
    answer = (request, response) => (request.url === '/x' ? withRanges : wrong)(request, response);
    expect(await fault()).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(existsSync(options.path)).toBe(false);
  });

  it('says when nobody answers, and when the disk is too full', async () => {
    expect(await fault({ url: 'http://127.0.0.1:1/model.onnx' })).toMatchObject({
      code: 'network-failed',
      message: expect.stringMatching(/cannot be reached|broke off/),
    });
    expect(await fault({ freeBytes: () => 1_000_000 })).toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/1 MB free/),
    });
  });
});
