import type { Run } from '../../../src-main/contract/runs.ts';
import { MODEL_NAMES } from '../../components/modelWords.ts';

/** What a run is called: its own name, else the model's. */
export const runName = (run: Pick<Run, 'label' | 'experiment'>): string =>
  run.label === '' ? MODEL_NAMES[run.experiment.model] : run.label;

/** Where it was made: data and protocol. */
export const runPlace = ({ experiment }: Pick<Run, 'experiment'>): string =>
  `${experiment.dataset.name}, ${experiment.protocol ?? 'all ratings'}`;

export const STATE_NAMES: Readonly<Record<Run['state'], string>> = {
  queued: 'Waiting',
  running: 'Running',
  paused: 'Paused',
  interrupted: 'Interrupted',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** One sentence on how a run or search stands, where it neither goes on nor is done. */
export const STATE_SENTENCES: Readonly<Record<Exclude<Run['state'], 'running' | 'done'>, string>> = {
  queued: 'Waits for its turn.',
  paused: 'Paused. Nothing is lost: it goes on from where it was written down.',
  interrupted: 'Interrupted. Nothing is lost: it goes on from its last checkpoint.',
  failed: 'Stopped by a fault.',
  cancelled: 'Cancelled.',
};

/** One sentence on how it stands. */
export function stateWords(run: Run): string {
  if (run.state === 'running') return run.device === null ? 'Getting ready.' : 'Training.';
  if (run.state === 'done') return run.modelId === null ? 'Done.' : 'Done; the model is kept, and Discover can rank with it.';
  return STATE_SENTENCES[run.state];
}
