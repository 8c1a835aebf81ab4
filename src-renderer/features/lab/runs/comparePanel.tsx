import { useState } from 'react';
import type { Run } from '../../../../src-main/contract/runs.ts';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { SelectField } from '../../../components/selectField.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import lab from '../lab.module.css';
import { metricWords } from '../metricWords.ts';
import { CompareCurves } from './compareCurves.tsx';
import { CompareFigures } from './compareFigures.tsx';
import { ComparedGroups } from './comparedGroups.tsx';
import { comparisonSentence, comparisonTitle } from './compareWords.ts';
import { Differences } from './differences.tsx';
import { PairsTable } from './pairsTable.tsx';
import { TradeOff } from './tradeOff.tsx';
import styles from './runs.module.css';
import { distinctNames } from './whatDiffers.ts';
import { useClient } from '../../../stores/hooks.tsx';

/** Two or more runs on the same data and protocol: who is ahead, by how much, and whether that can be shown. */
export function ComparePanel({ runs }: { readonly runs: readonly Run[] }) {
  const client = useClient();
  const [metric, setMetric] = useState<string | null>(null);
  const [now] = useState(() => Date.now());
  const key = runs.map((run) => run.runId).join(' ');
  const compared = useLoad(
    (signal) => client.runs.compare({ runIds: runs.map((run) => run.runId), ...(metric === null ? {} : { metric }) }, { signal }),
    `${key} ${metric}`,
  );
  const data = compared.data;
  const names = distinctNames(runs, now);
  return (
    <section className={lab.section} aria-label="Comparison">
      {compared.error !== null &&
        (compared.error.code === 'conflict' ? (
          <p className={styles.say}>{compared.error.message}</p>
        ) : (
          <ErrorPanel error={compared.error} title="These runs could not be compared" />
        ))}
      {data === null && compared.error === null && <Loading sentence="Resampling people" shapes={0} />}
      {data !== null && (
        <>
          <div className={styles.compareHead}>
            <div>
              <h2>{comparisonTitle(runs)}</h2>
              <p className={styles.say}>{comparisonSentence(data, names)}</p>
              <p className={lab.note}>Paired bootstrap over the same people; Wilcoxon’s signed ranks, corrected after Holm.</p>
            </div>
            <div className={styles.metric}>
              <SelectField
                label="Compared by"
                options={data.metrics.map((name) => ({ id: name, label: metricWords(name) }))}
                value={data.metric}
                onChange={setMetric}
              />
            </div>
          </div>
          <div className={lab.charts}>
            <Differences data={data} names={names} />
            <CompareFigures data={data} names={names} />
            <TradeOff data={data} names={names} />
            <ComparedGroups data={data} names={names} />
            <CompareCurves runs={runs} names={names} />
          </div>
          <PairsTable data={data} names={names} />
        </>
      )}
      {data === null && compared.error !== null && (
        <div className={lab.charts}>
          <CompareCurves runs={runs} names={names} />
        </div>
      )}
    </section>
  );
}
