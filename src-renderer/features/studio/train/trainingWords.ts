import type { PainterTraining } from '../../../../src-main/contract/painters.ts';
import { deviceWords } from '../../../components/deviceOptions.ts';
import { formatDuration } from '../../../components/numberWords.ts';

/** "16 × 24" for 16x24, "16 × 24 in four steps" for 16x24-few; other stages are words already. */
export function stageWords(stage: string): string {
  const [size = stage, kind] = stage.split('-');
  return `${size.replace(/^(\d+)x(\d+)$/, '$1 × $2')}${kind === 'few' ? ' in four steps' : ''}`;
}

/** "mine", or "noir, from poster". */
export const trainingName = ({ order }: PainterTraining): string =>
  order.kind === 'train' ? order.name : `${order.name}, from ${order.from}`;

/** "Running on the processor, stage 16x24 of 2, after 4 min". */
export function trainingState({ state, stages, finished, elapsedMs, device }: PainterTraining): string {
  const time = elapsedMs > 0 ? ` after ${formatDuration(elapsedMs / 1000)} of computing` : '';
  switch (state) {
    case 'queued':
      return 'Waiting for its turn';
    case 'running': {
      const stage = stages[finished.length];
      const where = device === null ? '' : ` on ${deviceWords(device)}`;
      return `Learning${where}${stage === undefined || stages.length < 2 ? '' : `, stage ${finished.length + 1} of ${stages.length} (${stageWords(stage)})`}`;
    }
    case 'done':
      return `Done${time}`;
    case 'paused':
      return `Paused${time}`;
    case 'interrupted':
      return `Interrupted${time}; its last checkpoint is kept`;
    case 'cancelled':
      return `Cancelled${time}; its last checkpoint is kept`;
    case 'failed':
      return `Stopped${time}`;
  }
}

/** What it learns from, in one line. */
export function dataWords({ order }: PainterTraining): string {
  const genre = order.kind === 'finetune' && order.genre !== null ? `, ${order.genre} only` : '';
  return `${order.data.kind === 'dataset' ? `Posters of ${order.data.dataset}` : order.data.path}${genre}`;
}
