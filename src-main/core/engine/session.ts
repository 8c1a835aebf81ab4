import * as ort from 'onnxruntime-node';
import { invariant } from '../base/assertions.ts';
import { DomainError } from '../base/errors.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import { loweredForCpu } from './convolutionColumns.ts';
import { type Graph, graph, input, inputName, type TensorType } from './graph.ts';
import { writeOnnx } from './onnx/writer.ts';
import { identity } from './ops.ts';
import { typeText } from './shapeInference.ts';
import type { Dtype, Tensor } from './tensor.ts';
import type { CompiledGraph, DeviceName, DeviceTensor, LoadedGraph, TensorRuntime } from './tensorRuntime.ts';

/** The one door to ONNX Runtime. */
export interface RuntimeOptions {
  /** Threads of one session on the CPU; 0 leaves the choice to the runtime. */
  readonly threads?: number;
  readonly logger?: Logger;
}

type Inputs = Readonly<Record<string, Tensor | DeviceTensor>>;

/** Opens a device without any check of its numbers; `createRuntime` is the careful way. */
export function openRuntime(device: DeviceName, { threads = 0, logger = silentLogger }: RuntimeOptions = {}): TensorRuntime {
  const residentLocation: ort.Tensor.DataLocation = device === 'webgpu' ? 'gpu-buffer' : 'cpu';
  const copiers = new Map<string, Promise<CompiledGraph>>();

  /** Identity over one tensor: the way on and off a device (`getData()` on a GPU tensor aborts the process). */
  function copier(type: TensorType): Promise<CompiledGraph> {
    const key = typeText(type);
    let made = copiers.get(key);
    if (made === undefined) {
      const x = input('x', type.dtype, type.shape);
      made = compile(graph('copy', [x], { y: identity(x) }));
      copiers.set(key, made);
    }
    return made;
  }

  async function compile(source: Graph): Promise<CompiledGraph> {
    const bytes = device === 'cpu' ? writeOnnx(source, loweredForCpu) : writeOnnx(source);
    const sessions = new Map<ort.Tensor.DataLocation, ort.InferenceSession>();

    async function session(location: ort.Tensor.DataLocation): Promise<ort.InferenceSession> {
      const open = sessions.get(location);
      if (open !== undefined) return open;
      const made = await guarded(device, `compile ${source.name}`, () =>
        ort.InferenceSession.create(bytes, sessionOptions(device, threads, location)),
      );
      logger.debug('graph compiled', { graph: source.name, device, nodes: source.nodes.length, bytes: bytes.length });
      sessions.set(location, made);
      return made;
    }

    async function execute(inputs: Inputs, location: ort.Tensor.DataLocation): Promise<Record<string, ort.Tensor>> {
      const feeds: Record<string, ort.Tensor> = {};
      for (const value of source.inputs) {
        const name = inputName(value);
        const given = inputs[name];
        invariant(given !== undefined, `graph ${source.name} was run without its input ${name}`);
        invariant(
          typeText(given) === typeText(value),
          `graph ${source.name} takes ${name} as ${typeText(value)} and was given ${typeText(given)}`,
        );
        feeds[name] = toNative(given);
      }
      const opened = await session(location);
      return guarded(device, `run ${source.name}`, async () => (await opened.run(feeds)) as Record<string, ort.Tensor>);
    }

    // Compiling now, not at the first run, lets a caller learn at once that a device lacks an operator.
    await session(source.outputs.length === 0 ? 'cpu' : residentLocation);

    return {
      async run(inputs) {
        const outputs = await execute(inputs, 'cpu');
        return Object.fromEntries(source.outputs.map(({ name, value }) => [name, fromNative(outputs[name]!, value)]));
      },
      async runResident(inputs) {
        const outputs = await execute(inputs, residentLocation);
        return Object.fromEntries(source.outputs.map(({ name, value }) => [name, new NativeTensor(outputs[name]!, value)]));
      },
      async dispose() {
        for (const open of sessions.values()) await open.release();
        sessions.clear();
      },
    };
  }

  async function load(name: string, bytes: Uint8Array): Promise<LoadedGraph> {
    const opened = await guarded(device, `open ${name}`, () => ort.InferenceSession.create(bytes, sessionOptions(device, threads, 'cpu')));
    return {
      inputNames: opened.inputNames,
      outputNames: opened.outputNames,
      async run(inputs, wanted = opened.outputNames) {
        const feeds = Object.fromEntries(Object.entries(inputs).map(([key, tensor]) => [key, toNative(tensor)]));
        const outputs = await guarded(device, `run ${name}`, () => opened.run(feeds, wanted));
        return Object.fromEntries(
          wanted.map((key) => {
            const native = outputs[key] as ort.Tensor;
            return [key, fromNative(native, { dtype: native.type as Dtype, shape: native.dims })];
          }),
        );
      },
      dispose: () => opened.release(),
    };
  }

  return {
    device,
    compile,
    load,
    async upload(tensor) {
      if (residentLocation === 'cpu') return new NativeTensor(toNative(copyTensor(tensor)), tensor);
      const outputs = await (await copier(tensor)).runResident({ x: tensor });
      return outputs['y']!;
    },
    async download(tensor) {
      invariant(tensor instanceof NativeTensor, 'a device tensor of another runtime');
      if (tensor.native.location === 'cpu') return fromNative(tensor.native, tensor);
      return (await (await copier(tensor)).run({ x: tensor }))['y']!;
    },
    async dispose() {
      for (const made of copiers.values()) await (await made).dispose();
      copiers.clear();
    },
  };
}

/** Devices that this build of the runtime carries code for, whether or not the machine has them. */
export function compiledDevices(): readonly DeviceName[] {
  const names = new Set<string>(ort.listSupportedBackends().map((backend) => backend.name));
  return (['cpu', 'webgpu', 'dml', 'cuda', 'coreml'] as const).filter((name) => names.has(name));
}

function sessionOptions(device: DeviceName, threads: number, location: ort.Tensor.DataLocation): ort.InferenceSession.SessionOptions {
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    // Warnings about nodes that stay on the CPU are expected on every GPU provider.
    logSeverityLevel: 3,
    // Many small sessions live at once: a worker that spins after its run would starve the next session's.
    extra: { session: { force_spinning_stop: '1' } },
    ...(location === 'cpu' ? {} : { preferredOutputLocation: location }),
  };
}

class NativeTensor implements DeviceTensor {
  readonly residence = 'device';
  readonly dtype: Tensor['dtype'];
  readonly shape: readonly number[];
  readonly native: ort.Tensor;

  constructor(native: ort.Tensor, { dtype, shape }: TensorType) {
    this.native = native;
    this.dtype = dtype;
    this.shape = shape;
  }

  dispose(): void {
    this.native.dispose();
  }
}

function toNative(tensor: Tensor | DeviceTensor): ort.Tensor {
  if (tensor instanceof NativeTensor) return tensor.native;
  invariant('data' in tensor, 'a device tensor of another runtime');
  return new ort.Tensor(tensor.dtype, tensor.data as Float32Array, tensor.shape);
}

/** A copy: the runtime's own memory must not outlive the call, and Electron refuses external buffers. */
function fromNative(native: ort.Tensor, { dtype, shape }: TensorType): Tensor {
  const data = native.data as Float32Array;
  const copied = data.slice();
  const halves = dtype === 'float16' ? new Uint16Array(copied.buffer) : copied;
  return { dtype, shape: [...shape], data: halves } as Tensor;
}

const copyTensor = (tensor: Tensor): Tensor => ({ ...tensor, data: tensor.data.slice() }) as Tensor;

async function guarded<T>(device: DeviceName, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError(
      'device-failed',
      `The device "${device}" could not ${what}: ${reason.trim()}. Choose the device "cpu" in the settings or with --device cpu.`,
      { device },
      { cause: error },
    );
  }
}

/** Of ONNX Runtime, for what a result was made with. */
export const runtimeVersion = (): string => ort.env.versions.node ?? ort.env.versions.common;
