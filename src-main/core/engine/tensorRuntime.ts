import type { Graph } from './graph.ts';
import type { Dtype, Tensor } from './tensor.ts';

export const deviceNames = ['cpu', 'webgpu', 'dml', 'cuda', 'coreml'] as const;
export type DeviceName = (typeof deviceNames)[number];
export type DeviceChoice = 'auto' | DeviceName;

/** Compiles graphs for one device. `session.ts` is the implementation on ONNX Runtime and the only one. */
export interface TensorRuntime {
  readonly device: DeviceName;
  /** Compiles once per shape; the caller disposes. @throws DomainError 'device-failed' with the runtime's reason. */
  compile(graph: Graph): Promise<CompiledGraph>;
  /**
   * Opens a finished ONNX file, whose shapes may be left open. The caller answers for its origin and hash
   * (onnx/plainModel.ts refuses what reaches outside the file). @throws DomainError 'device-failed'
   */
  load(name: string, bytes: Uint8Array): Promise<LoadedGraph>;
  /** Copies a tensor to where the device computes. */
  upload(tensor: Tensor): Promise<DeviceTensor>;
  /** Copies a tensor back; the caller owns the result. */
  download(tensor: DeviceTensor): Promise<Tensor>;
  dispose(): Promise<void>;
}

/** A tensor that stays where the device computes; its owner disposes of it. */
export interface DeviceTensor {
  readonly residence: 'device';
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  dispose(): void;
}

/** A model file ready to run. */
export interface LoadedGraph {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** @param wanted outputs to compute; all without it. Outputs are copies that the caller owns. */
  run(inputs: Readonly<Record<string, Tensor>>, wanted?: readonly string[]): Promise<Record<string, Tensor>>;
  dispose(): Promise<void>;
}

export interface CompiledGraph {
  /** Inputs and outputs by the graph's names. Outputs are copies that the caller owns. */
  run(inputs: Readonly<Record<string, Tensor | DeviceTensor>>): Promise<Record<string, Tensor>>;
  /** The same with outputs left on the device, for loops that feed them to the next run. */
  runResident(inputs: Readonly<Record<string, Tensor | DeviceTensor>>): Promise<Record<string, DeviceTensor>>;
  dispose(): Promise<void>;
}
