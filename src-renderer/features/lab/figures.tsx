import styles from './lab.module.css';

export interface Figure {
  readonly value: string;
  readonly label: string;
}

/** The few numbers that say how something stands. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className={styles.figures}>
      {figures.map(({ value, label }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
