import type { samplerNames } from '../../../src-main/contract/pictures.ts';

/** Samplers as people who paint by models know them. */
export const samplerWords: Readonly<Record<(typeof samplerNames)[number], string>> = {
  'dpm++2m': 'DPM++ 2M',
  euler: 'Euler',
  heun: 'Heun',
  ddim: 'DDIM',
  'ddim-ancestral': 'DDIM ancestral',
  consistency: 'Consistency, few steps',
};
