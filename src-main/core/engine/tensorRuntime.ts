import type { Graph } from './graph.ts';
import type { Tensor } from './tensor.ts';

export const deviceNames = ['cpu', 'webgpu', 'dml', 'cuda', 'coreml'] as const;
export type DeviceName = (typeof deviceNames)[number];
export type DeviceChoice = 'auto' | DeviceName;

/** Compiles graphs for one device. `session.ts` is the implementation on ONNX Runtime and the only one. */
export interface TensorRuntime {
  readonly device: DeviceName;
  /** Compiles once per shape; the caller disposes. @throws DomainError 'device-failed' with the runtime's reason. */
  compile(graph: Graph): Promise<CompiledGraph>;
  dispose(): Promise<void>;
}

export interface CompiledGraph {
  /** Inputs and outputs by the graph's names. Outputs are copies that the caller owns. */
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>>;
  dispose(): Promise<void>;
}
