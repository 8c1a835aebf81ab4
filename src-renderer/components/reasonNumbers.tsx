import type { ReasonWords } from './reasonWords.ts';
import styles from './reasonChip.module.css';

/** The numbers behind a reason. */
export function ReasonNumbers({ words }: { readonly words: ReasonWords }) {
  return (
    <>
      <dl className={styles.numbers}>
        {words.lines.map((line) => (
          <div key={line.label}>
            <dt>{line.label}</dt>
            <dd className={line.isStrong === true ? styles.strong : undefined}>{line.value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{words.note}</p>
    </>
  );
}
