import type { LabProtocol } from '../../../../src-main/contract/experiments.ts';

export { DEVICE_OPTIONS, deviceWords, type DraftDevice } from '../../../components/deviceOptions.ts';

/** Stands for "no protocol": every rating is trained on and the model is kept. */
export const PROTOCOL_NONE = 'all-ratings';
export type DraftProtocol = LabProtocol | typeof PROTOCOL_NONE;

/** Who is trained on what, or that nothing is measured. */
export function protocolWords(rules: { readonly summary: string } | undefined): string {
  return rules?.summary ?? 'Fits on every rating and saves the model. Nothing is held back, so nothing is measured.';
}
