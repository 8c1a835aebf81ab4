import { useEffect, useState } from 'react';
import styles from './states.module.css';

const SHAPES_AFTER_MS = 300;
const SENTENCE_AFTER_MS = 3000;

export interface LoadingProps {
  /** Said after three seconds: "Reading 9,742 films". */
  readonly sentence: string;
  /** Still poster shapes, or nothing but the sentence. */
  readonly shapes?: number;
}

/** Nothing for 300 ms, then still shapes, after three seconds a sentence. */
export function Loading({ sentence, shapes = 6 }: LoadingProps) {
  const [phase, setPhase] = useState(0);
  useEffect(() => {
    const timers = [setTimeout(() => setPhase(1), SHAPES_AFTER_MS), setTimeout(() => setPhase(2), SENTENCE_AFTER_MS)];
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <div className={styles.loading} role="status" aria-busy="true">
      {phase > 0 && shapes > 0 && (
        <div className={styles.shapes} aria-hidden="true">
          {Array.from({ length: shapes }, (_, index) => (
            <span key={index}>
              <i className={styles.shape} />
              <i className={styles.bar} />
              <i className={styles.shortBar} />
            </span>
          ))}
        </div>
      )}
      <p className={styles.sentence}>{phase > 1 ? sentence : ''}</p>
    </div>
  );
}
