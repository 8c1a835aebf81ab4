import { useRef, useState } from 'react';
import type { BlindPair, PictureComparison, voteResults } from '../../../../src-main/contract/comparisons.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { counted } from '../../../components/numberWords.ts';
import { useClient, useHasSingleKeys, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { useWindowKeys } from '../../../stores/useWindowKeys.ts';
import styles from './compare.module.css';

type Result = (typeof voteResults)[number];
const KEYS: Readonly<Record<string, Result>> = { '1': 'left', '2': 'right', '0': 'tie' };

export interface VotePanelProps {
  readonly comparison: PictureComparison;
  readonly onLeave: () => void;
}

/** Two pictures for one prompt, without names: 1 or 2 for the better one, 0 for neither. Each vote is kept at once. */
export function VotePanel({ comparison: { comparisonId, pairs }, onLeave }: VotePanelProps) {
  const client = useClient();
  const { notices } = useStores();
  const hasKeys = useHasSingleKeys();
  const first = useLoad(() => client.comparisons.next({ comparisonId }), comparisonId);
  const [shown, setShown] = useState<BlindPair | null>(null);
  const isBusy = useRef(false);
  const pair = shown ?? first.data;

  const act = async (work: () => Promise<BlindPair | null>): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      setShown(await work());
    } catch (error) {
      notices.fail(error);
    } finally {
      isBusy.current = false;
    }
  };
  const vote = (result: Result): void => {
    if (pair === null) return;
    const [left, right] = [pair.left.pictureId, pair.right.pictureId];
    void act(() => client.comparisons.vote({ comparisonId, left, right, result }));
  };
  const undo = (): void => void act(() => client.comparisons.undoVote({ comparisonId }));
  useWindowKeys(hasKeys && pair !== null, ({ key }) => {
    const result = KEYS[key];
    if (result === undefined && key !== 'z' && key !== 'Z') return false;
    if (result === undefined) undo();
    else vote(result);
    return true;
  });

  if (first.error !== null) return <ErrorPanel error={first.error} title="There is no pair to show" />;
  if (pair === null) return <Loading sentence="Looking for the next pair" shapes={2} />;
  return (
    <section className={styles.vote} aria-labelledby="vote">
      <h2 id="vote">Which one do you prefer?</h2>
      <p className={styles.prompt}>{pair.prompt}</p>
      <div className={styles.pair}>
        {(['left', 'right'] as const).map((side, i) => (
          <button
            key={`${side} ${pair.votes}`}
            type="button"
            className={styles.side2}
            aria-label={`Prefer the ${side} picture${hasKeys ? `, key ${i + 1}` : ''}`}
            onClick={() => vote(side)}
          >
            <img src={pair[side].url} alt="" />
          </button>
        ))}
      </div>
      <div className={styles.answers}>
        <Button onPress={() => vote('left')}>{hasKeys ? 'Left (1)' : 'Left'}</Button>
        <Button onPress={() => vote('tie')}>{hasKeys ? 'Neither (0)' : 'Neither'}</Button>
        <Button onPress={() => vote('right')}>{hasKeys ? 'Right (2)' : 'Right'}</Button>
      </div>
      <div className={styles.answers}>
        <span className={styles.note} role="status">
          {`${counted(pair.votes, 'vote')} so far; ${counted(pairs.total, 'pair')} in all`}
        </span>
        <Button look="quiet" isDisabled={pair.votes === 0} onPress={undo}>
          {hasKeys ? 'Take the last vote back (Z)' : 'Take the last vote back'}
        </Button>
        <Button look="quiet" onPress={onLeave}>
          See where they stand
        </Button>
      </div>
    </section>
  );
}
