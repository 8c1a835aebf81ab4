import type { Comparison } from '../../../../src-main/contract/runs.ts';
import { DataTable } from '../../../components/charts/dataTable.tsx';
import { inColumn, signedInColumn } from '../../../components/charts/format.ts';
import lab from '../lab.module.css';
import { metricWords } from '../metricWords.ts';
import { isShown, type RunNames } from './compareWords.ts';

const p = (value: number | null): string | null => (value === null ? null : value < 1e-4 ? '< 0.0001' : value.toFixed(4));

/** Every pair under the chosen metric, with both tests. */
export function PairsTable({ data, names }: { readonly data: Comparison; readonly names: RunNames }) {
  const pairs = data.pairs.filter((pair) => pair.metric === data.metric);
  return (
    <section className={lab.section} aria-labelledby="pairs">
      <h2 id="pairs">Pairs</h2>
      <DataTable
        label="Pairs of runs"
        columns={['pair', metricWords(data.metric), '95 % from', 'to', 'p (Wilcoxon)', 'p (Holm)', 'people', 'in words']}
        rows={pairs.map((pair) => [
          `${names.get(pair.a)} − ${names.get(pair.b)}`,
          signedInColumn(pair.difference),
          inColumn(pair.ci95[0]),
          inColumn(pair.ci95[1]),
          p(pair.pWilcoxon),
          p(pair.pHolm),
          pair.people,
          isShown(pair) ? 'leaves out zero' : 'no difference can be shown',
        ])}
      />
    </section>
  );
}
