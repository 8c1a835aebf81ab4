import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnySchema } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnChildProcess } from '../../src-main/compute/spawnChildProcess.ts';
import { contract } from '../../src-main/contract/contract.ts';
import { appErrorSchema, errorCodes } from '../../src-main/contract/errors.ts';
import { paintPreviewSchema } from '../../src-main/contract/images.ts';
import { jobEventSchema } from '../../src-main/contract/jobs.ts';
import { runEventSchema } from '../../src-main/contract/runs.ts';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import { type Application, createApplication } from '../../src-main/services/application.ts';
import { type AppClient, createInProcessClient } from '../../src-main/services/transports/inProcess.ts';
import { repositoryRoot } from '../helpers/host.ts';
import { done } from '../helpers/jobEnds.ts';
import { writeTinyPainter } from '../helpers/tinyPainter.ts';
import { writeSmallDataset } from '../helpers/smallDataset.ts';
import { labFixture } from './labFixture.ts';
import { type Fixture, type RouteName, routeCases } from './routeCases.ts';

export interface OpenTransport {
  readonly client: AppClient;
  close(): Promise<void>;
}

type Call = (input: unknown, options?: { signal?: AbortSignal }) => Promise<unknown>;

interface RouteSchemas {
  readonly inputSchema: AnySchema;
  readonly outputSchema: AnySchema;
}

const names = Object.keys(routeCases) as RouteName[];
const LAST: readonly RouteName[] = ['app.restore', 'app.moveData', 'app.openMoved'];
const order = (name: RouteName): number => LAST.indexOf(name);

function schemasOf(name: RouteName): RouteSchemas {
  const [domain, route] = name.split('.') as [keyof typeof contract, string];
  const procedures = contract[domain] as unknown as Record<string, { '~orpc': RouteSchemas }>;
  return procedures[route]!['~orpc'];
}

const isUnderWay = ({ state }: { readonly state: string }): boolean => state === 'queued' || state === 'running';

async function nothingUnderWay(client: AppClient): Promise<void> {
  // The last of the queue first, so that none begins as another ends.
  for (const { jobId } of (await client.jobs.list()).filter(isUnderWay).reverse()) await client.jobs.cancel({ jobId });
  await expect.poll(async () => (await client.jobs.list()).filter(isUnderWay), { timeout: 30_000 }).toEqual([]);
}

/** Everything that must hold over any transport: one real application behind it, every route of the contract. */
export function transportSuite(transport: string, open: (application: Application) => Promise<OpenTransport>): void {
  describe(`the contract over ${transport}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'marquee-contract-'));
    const datasetFolder = join(folder, 'small');
    let application: Application;
    let wire: OpenTransport;
    let painted: Promise<string> | null = null;
    let fixture: Fixture;

    const callOf = (name: RouteName): Call => {
      const [domain, route] = name.split('.') as [string, string];
      return (wire.client as unknown as Record<string, Record<string, Call>>)[domain]![route]!;
    };

    beforeAll(async () => {
      writeSmallDataset(datasetFolder);
      application = await createApplication({
        dataDir: join(folder, 'data'),
        resourcesDir: join(repositoryRoot, 'resources'),
        modelsDir: join(repositoryRoot, 'models'),
        clock: Date.now,
        logger: silentLogger,
        spawnCompute: spawnChildProcess(join(repositoryRoot, 'src-main', 'compute', 'entries', 'childProcess.ts')),
        host: 'in-process',
        version: '0.0.0-test',
        // Nothing listens there: a download fails at once and leaves this machine alone.
        modelSource: 'http://127.0.0.1:1',
      });
      wire = await open(application);
      const direct = createInProcessClient(application.router);
      const { profileId } = await direct.profile.create({ name: 'Ada', age: 35, gender: 'F', occupation: 15 });
      for (const [filmId, stars] of [
        [1, 4],
        [50, 5],
        [296, 3.5],
      ] as const)
        await direct.ratings.save({ profileId, filmId, stars }); // prettier-ignore
      mkdirSync(join(folder, 'spare'));
      const lab = labFixture(direct, 'lab-data');
      fixture = {
        client: direct,
        profileId,
        datasetFolder,
        spareFolder: join(folder, 'spare'),
        async importAs(name) {
          await lab.clearQueue();
          const job = await direct.datasets.import({ path: datasetFolder, name });
          for await (const event of await direct.jobs.watch()) {
            if (event.job.jobId === job.jobId && event.job.state === 'done') return job;
            if (event.job.jobId === job.jobId && event.job.state === 'failed') throw new Error(event.job.error?.message);
          }
          throw new Error('the stream ended before the job');
        },
        ...lab,
        image: () =>
          (painted ??= (async () => {
            await lab.clearQueue();
            await writeTinyPainter(join(folder, 'data'));
            const { jobId, batchId } = await direct.images.paint({ prompt: 'a red poster', seed: 1, steps: 1, count: 1 });
            await done(direct, jobId);
            return `${batchId}-1`;
          })()),
        shippedModel: join(repositoryRoot, 'models', 'bias'),
        labData: 'lab-data',
      };
      await fixture.importAs('lab-data');
    });

    afterAll(async () => {
      await wire?.close();
      await application?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('has a case for every route that the contract declares', () => {
      const declared = Object.entries(contract).flatMap(([domain, routes]) => Object.keys(routes).map((route) => `${domain}.${route}`));
      expect([...names].sort()).toEqual(declared.sort());
    });

    for (const name of [...names].sort((a, b) => order(a) - order(b))) {
      const routeCase = routeCases[name];
      // What other cases began may still be under way, and these routes want nobody at work.
      if (LAST.includes(name)) it(`${name} comes when nothing is under way`, () => nothingUnderWay(fixture.client));

      it(`${name} answers valid input with what the contract promises`, async () => {
        const answer = await callOf(name)(await routeCase.valid(fixture));
        if (name === 'jobs.watch') {
          const events = answer as AsyncIterableIterator<unknown>;
          await fixture.importAs('watched');
          const first = await events.next();
          expect(jobEventSchema.parse(first.value).job.jobId).not.toBe('');
          await events.return?.();
          return;
        }
        if (name === 'runs.watch') {
          const events = answer as AsyncIterableIterator<unknown>;
          const [first, second] = [await events.next(), await events.next()].map(({ value }) => runEventSchema.parse(value));
          expect(first).toMatchObject({ type: 'run', run: { state: 'done' } });
          expect(second!.type).toBe('points');
          await events.return?.();
          return;
        }
        if (name === 'images.watchPreviews') {
          const events = answer as AsyncIterableIterator<unknown>;
          await fixture.image();
          await fixture.client.images.paint({ prompt: 'a watched pier', seed: 6, steps: 20 });
          expect(paintPreviewSchema.parse((await events.next()).value).pngBase64).not.toBe('');
          await events.return?.();
          return;
        }
        const { outputSchema } = schemasOf(name);
        const checked = await outputSchema['~standard'].validate(answer);
        expect(checked.issues).toBeUndefined();
        // Nothing that the schema does not know crosses the wire.
        expect(answer).toEqual((checked as { value: unknown }).value);
      });

      it(`${name} refuses invalid input by code, before any work`, async () => {
        const takesInput = schemasOf(name).inputSchema !== undefined;
        expect(routeCase.invalid.length > 0).toBe(takesInput);
        const before = await fixture.client.profile.list();
        for (const input of routeCase.invalid) {
          const error = await failure(callOf(name)(input));
          expect(error.code, JSON.stringify(input)).toBe('invalid-input');
          expect(error.message).toMatch(/^The request is not valid: .+\.$/);
        }
        expect(await fixture.client.profile.list()).toEqual(before);
      });

      if (routeCase.absent !== undefined) {
        const { input, code } = routeCase.absent;
        it(`${name} says ${code} in one sentence for what is not there`, async () => {
          const error = await failure(callOf(name)(await input(fixture)));
          expect(error.code).toBe(code);
          expect(error.message).toMatch(/[.!]$/);
        });
      }
    }

    it('takes up a stream before the work and carries every state of a job in order', async () => {
      const events = await wire.client.jobs.watch();
      const { jobId } = await wire.client.datasets.import({ path: datasetFolder, name: 'streamed' });
      const states: string[] = [];
      for await (const { job } of events) {
        if (job.jobId !== jobId) continue;
        if (states.at(-1) !== job.state) states.push(job.state);
        if (job.state === 'done' || job.state === 'failed') break;
      }
      expect(states.at(-1)).toBe('done');
      expect(['queued', 'running', 'done'].filter((state) => states.includes(state))).toEqual(states);
      expect((await wire.client.datasets.report({ jobId })).rows).toBe(60);
    });

    it('gives up a stream when its caller raises the signal', async () => {
      const abort = new AbortController();
      const events = await wire.client.jobs.watch(undefined, { signal: abort.signal });
      const drained = (async () => {
        for await (const _event of events);
      })().catch((error: unknown) => error);
      setTimeout(() => abort.abort(), 50);
      const outcome = await Promise.race([drained, new Promise((resolve) => setTimeout(() => resolve('still open'), 20_000))]);
      expect(outcome).not.toBe('still open');
    });

    it('refuses a call whose signal was raised already', async () => {
      const abort = new AbortController();
      abort.abort();
      await expect(wire.client.app.testDevices(undefined, { signal: abort.signal })).rejects.toThrow();
    });

    it('carries a fault of the data as a failed job with code and sentence', async () => {
      writeFileSync(join(folder, 'broken.csv'), 'this is no data set\n');
      const { jobId } = await wire.client.datasets.import({ path: join(folder, 'broken.csv'), name: 'broken' });
      for await (const { job } of await wire.client.jobs.watch()) {
        if (job.jobId !== jobId || job.state === 'queued' || job.state === 'running') continue;
        expect(job.state).toBe('failed');
        expect(errorCodes).toContain(job.error?.code);
        expect(job.error?.code).not.toBe('internal');
        break;
      }
    });
  });
}

async function failure(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await call;
  } catch (error) {
    const { code, message, data } = error as { code: string; message: string; data: unknown };
    return appErrorSchema.parse({ code, message, data });
  }
  throw new Error('the call was answered');
}
