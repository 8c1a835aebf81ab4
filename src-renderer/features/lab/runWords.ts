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

/** One sentence on how it stands. */
export function stateWords(run: Run): string {
  switch (run.state) {
    case 'queued':
      return 'Waits for its turn.';
    case 'running':
      return run.device === null ? 'Getting ready.' : 'Training.';
    case 'paused':
      return 'Paused. Nothing is lost: it goes on from where it was written down.';
    case 'interrupted':
      return 'Interrupted when Marquee stopped. Nothing is lost: it goes on from its last checkpoint.';
    case 'done':
      return run.modelId === null ? 'Done.' : 'Done; the model is kept, and Discover can rank with it.';
    case 'failed':
      return 'Stopped by a fault.';
    case 'cancelled':
      return 'Cancelled.';
  }
}
