import { createContext } from 'react';

/** The groups of the settings, in their order, by the name that stands in the address. */
export const settingsParts = {
  look: 'Look and keys',
  profile: 'Profile',
  recommendations: 'Recommendations',
  'data-sets': 'Data sets',
  downloads: 'Models to download',
  devices: 'Devices',
  folder: 'Data folder',
  backups: 'Backups',
  installation: 'This installation',
  licences: 'Licences',
} as const;

export type SettingsPart = keyof typeof settingsParts;

/** The group that the address asks for. */
export const AskedPart = createContext<string | null>(null);
