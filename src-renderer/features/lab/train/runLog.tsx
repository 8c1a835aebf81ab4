import { memo } from 'react';
import type { CurvePoint } from '../../../../src-main/contract/runs.ts';
import { figure } from '../../../components/charts/format.ts';
import { spanWords } from '../time.ts';
import styles from './train.module.css';

const LINES = 6;

/** The last few reports, newest first. */
export const RunLog = memo(function RunLog({ points }: { readonly points: readonly CurvePoint[]; readonly startedAt: number }) {
  const told = points.filter((point) => point.validation !== null || point.loss !== null);
  const chosen = told.some((point) => point.validation !== null) ? told.filter((point) => point.validation !== null) : told;
  const lines = chosen.slice(-LINES).reverse().map(lineOf);
  if (lines.length === 0) return null;
  return (
    <div role="region" aria-label="Latest reports" tabIndex={0} className={styles.log}>
      <pre>{lines.join('\n')}</pre>
    </div>
  );
});

function lineOf(point: CurvePoint): string {
  const parts = [spanWords(point.elapsedMs).padEnd(9), point.epoch === null ? `step ${point.step}` : `epoch ${point.epoch.toFixed(0)}`];
  if (point.loss !== null) parts.push(`loss ${figure(point.loss)}`);
  if (point.validation !== null) parts.push(`${point.validation.metric} ${figure(point.validation.value)}`);
  return parts.join('  ');
}
