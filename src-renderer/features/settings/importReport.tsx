import { ErrorPanel } from '../../components/errorPanel.tsx';
import { counted } from '../../components/numberWords.ts';
import { useClient } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import styles from './settings.module.css';

const SHOWN = 100;

/** What came in, what was skipped and why, with line numbers. */
export function ImportReport({ jobId }: { readonly jobId: string }) {
  const client = useClient();
  const { data, error } = useLoad(() => client.datasets.report({ jobId }), jobId);
  if (error !== null) return error.code === 'not-found' ? null : <ErrorPanel error={error} title="The report could not be read" />;
  if (data === null) return null;
  if (data.unchanged) return <p className={styles.help}>These files were imported before; nothing had to be done.</p>;
  return (
    <div className={styles.report}>
      <p className={styles.help}>
        {counted(data.rows, 'rating')} by {counted(data.users, 'person', 'people')} of {counted(data.films, 'film')} came in.{' '}
        {data.numSkipped === 0 ? 'No line was skipped.' : `${counted(data.numSkipped, 'line')} skipped.`}
      </p>
      {data.skipped.length > 0 && (
        <details className={styles.details}>
          <summary>What was skipped, and why</summary>
          <div className={styles.scroll} tabIndex={0} role="region" aria-label="Skipped lines">
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col">Line</th>
                  <th scope="col">Why</th>
                </tr>
              </thead>
              <tbody>
                {data.skipped.slice(0, SHOWN).map((row, i) => (
                  <tr key={`${row.file} ${row.line} ${i}`}>
                    <td>{row.file}</td>
                    <td>{row.line ?? '–'}</td>
                    <td>{row.why}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data.numSkipped > SHOWN && <p className={styles.help}>The first {SHOWN} are shown.</p>}
        </details>
      )}
      {data.ignored.length > 0 && (
        <p className={styles.help}>Not part of a data set, so left alone: {data.ignored.slice(0, 12).join(', ')}.</p>
      )}
    </div>
  );
}
