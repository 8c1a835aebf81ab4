/** Where something may be computed, in words. */
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
