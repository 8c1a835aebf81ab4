/** The parts of the lab, in the order of the work. */
export const LAB_PARTS = [
  { id: 'data', label: 'Data' },
  { id: 'train', label: 'Train' },
  { id: 'runs', label: 'Runs' },
  { id: 'models', label: 'Models' },
  { id: 'survey', label: 'Survey' },
  { id: 'showcase', label: 'Showcase' },
] as const;

export type LabPart = (typeof LAB_PARTS)[number]['id'];

export const labAddress = (part: LabPart, detail?: string): string =>
  `#/lab/${part}${detail === undefined ? '' : `/${encodeURIComponent(detail)}`}`;
