import type { LabProtocol } from '../../../../src-main/contract/experiments.ts';

/** Stands for "no protocol": every rating is trained on and the model is kept. */
export const PROTOCOL_NONE = 'all-ratings';
export type DraftProtocol = LabProtocol | typeof PROTOCOL_NONE;

export const DEVICE_OPTIONS = [
  { id: 'auto', label: 'Automatic' },
  { id: 'cpu', label: 'Processor (CPU)' },
  { id: 'webgpu', label: 'Graphics card (WebGPU)' },
  { id: 'dml', label: 'Graphics card (DirectML)' },
  { id: 'cuda', label: 'Graphics card (CUDA)' },
  { id: 'coreml', label: 'Core ML' },
] as const;
export type DraftDevice = (typeof DEVICE_OPTIONS)[number]['id'];

/** A device as a person knows it; its own name where none of ours fits. */
export const deviceWords = (device: string): string => DEVICE_OPTIONS.find(({ id }) => id === device)?.label ?? device;

/** Who is trained on what, or that nothing is measured. */
export function protocolWords(rules: { readonly summary: string } | undefined): string {
  return rules?.summary ?? 'Fits on every rating and saves the model. Nothing is held back, so nothing is measured.';
}
