import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { counted } from '../../../components/numberWords.ts';
import { routes } from '../../../routes.ts';
import { useClient } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { ComparisonScreen } from './comparisonScreen.tsx';
import { NewComparison } from './newComparison.tsx';
import styles from './compare.module.css';

/** The form for a new comparison and those so far; or one of them. */
export function CompareScreen({ comparisonId }: { readonly comparisonId: string | null }) {
  if (comparisonId !== null) return <ComparisonScreen key={comparisonId} comparisonId={comparisonId} />;
  return <Overview />;
}

function Overview() {
  const client = useClient();
  const load = useLoad(() => client.comparisons.list(), 'comparisons');
  if (load.data === null)
    return load.error === null ? <Loading sentence="Looking for comparisons" shapes={0} /> : <ErrorPanel error={load.error} />;
  return (
    <div className={styles.overview}>
      <NewComparison />
      {load.data.length > 0 && (
        <section aria-labelledby="comparisons">
          <h2 id="comparisons">Comparisons</h2>
          <ul>
            {load.data.map(({ comparisonId, title, prompts, entrants, votes }) => (
              <li key={comparisonId} className={styles.listed}>
                <a href={routes.comparison(comparisonId)}>{title}</a>
                <span className={styles.note}>
                  {`${counted(prompts, 'prompt')}, ${counted(entrants, 'model')}, ${counted(votes, 'vote')}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
