import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComputeEndedError } from '../../../../src-main/compute/computeEndedError.ts';
import type { HandlerContext } from '../../../../src-main/compute/computeContract.ts';
import { createComputeHandlers } from '../../../../src-main/compute/computeHandlers.ts';
import type { CurvePoint, RunSeedInput } from '../../../../src-main/compute/runMethods.ts';
import { DomainError } from '../../../../src-main/core/base/errors.ts';
import { silentLogger } from '../../../../src-main/core/base/logger.ts';
import { createRuntime } from '../../../../src-main/core/engine/createRuntime.ts';
import type { DeviceName, TensorRuntime } from '../../../../src-main/core/engine/tensorRuntime.ts';
import { onDevice } from '../../../../src-main/services/lab/performRun.ts';
import { writeLabData } from '../../../helpers/labData.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'marquee-fallback-'));
let datasetSha256 = '';

/** A device that computes as the CPU does until it has made so many runs; then it is lost with everything that lay on it. */
function failing(runtime: TensorRuntime, after: number): TensorRuntime {
  let runs = 0;
  const lost = (): never => {
    throw new DomainError('device-failed', 'The device "webgpu" was lost.');
  };
  return {
    ...runtime,
    device: 'webgpu',
    download: (tensor) =>
      runs > after ? Promise.reject(new DomainError('device-failed', 'The device "webgpu" was lost.')) : runtime.download(tensor),
    async compile(graph) {
      const compiled = await runtime.compile(graph);
      return { ...compiled, runResident: (inputs) => (runs++ >= after ? lost() : compiled.runResident(inputs)) };
    },
  };
}

const handlersWith = (openRuntime: typeof createRuntime) =>
  createComputeHandlers({ clock: Date.now, nowMs: () => performance.now(), logger: silentLogger, openRuntime });
const context = (points: CurvePoint[]): HandlerContext => ({
  signal: new AbortController().signal,
  reportProgress: () => undefined,
  reportPoint: (point) => void points.push(point),
});
const input = (runId: string, device: DeviceName): RunSeedInput => ({
  dataDir,
  runId,
  dataset: 'lab',
  datasetSha256,
  protocol: 'user-80-20',
  model: 'sgd-mf',
  hyperparameters: { ...defaults, factors: 4, epochs: 8, batchSize: 64, saveEvery: 20 },
  seed: 1,
  device,
  elapsedMs: 0,
  checkpointEveryMs: 5_000,
});
let defaults: Record<string, number | string | boolean> = {};

beforeAll(async () => {
  const { recommenderDefinitions } = await import('../../../../src-main/core/recommenders/registry.ts');
  defaults = { ...recommenderDefinitions['sgd-mf'].defaults };
  const path = writeLabData(join(dataDir, 'files'));
  const report = await handlersWith(createRuntime).importDataset({ dataDir, path, name: 'lab', details: null, posters: null }, context([]));
  datasetSha256 = report.sha256;
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a device that fails in mid-training', () => {
  it('is given up for the CPU, which goes on from the last checkpoint to the same numbers', async () => {
    const reference = await handlersWith(createRuntime).runSeed(input('whole', 'cpu'), context([]));
    const opened: string[] = [];
    const handlers = handlersWith(async (device, options) => {
      opened.push(device);
      const runtime = await createRuntime('cpu', options);
      return device === 'webgpu' ? failing(runtime, 60) : runtime;
    });
    const points: CurvePoint[] = [];
    const { output, notice } = await onDevice('webgpu', (device) => handlers.runSeed(input('failing', device), context(points)));
    expect(opened).toEqual(['webgpu', 'cpu']);
    expect(output.device).toBe('cpu');
    expect(notice).toBe('The device "webgpu" failed (The device "webgpu" was lost); the CPU went on from the last checkpoint.');
    const { fitMs: _fitMs, ...metrics } = output.metrics;
    const { fitMs: _referenceMs, ...expected } = reference.metrics;
    expect(metrics).toEqual(expected);
    // It did not begin anew: there is a checkpoint of every twentieth step.
    const onCpu = points.filter(({ device }) => device === 'cpu');
    expect(Math.min(...onCpu.map(({ step }) => step))).toBeGreaterThan(40);
  });

  it('is given up too when it takes its process with it; the CPU itself and faults of the work are not tried again', async () => {
    const output = { metrics: {}, splitSha256: null, hasPerUser: false, device: 'cpu', modelId: null, versions: {} } as const;
    const tried: DeviceName[] = [];
    const dying = (device: DeviceName) => {
      tried.push(device);
      return device === 'cpu' ? Promise.resolve(output) : Promise.reject(new ComputeEndedError('it was ended by signal SIGSEGV'));
    };
    expect((await onDevice('cuda', dying)).notice).toContain('SIGSEGV');
    expect(tried).toEqual(['cuda', 'cpu']);
    const fault = new DomainError('model-invalid', 'The loss stopped being a number.');
    await expect(onDevice('webgpu', () => Promise.reject(fault))).rejects.toBe(fault);
    const died = new ComputeEndedError('it was ended by signal SIGKILL');
    await expect(onDevice('cpu', () => Promise.reject(died))).rejects.toBe(died);
  });
});
