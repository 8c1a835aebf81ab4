import { X } from 'lucide-react';
import type { Entrant, PictureComparison } from '../../../../src-main/contract/comparisons.ts';
import { Button } from '../../../components/button.tsx';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { IntervalChart } from '../../../components/charts/intervalChart.tsx';
import { counted } from '../../../components/numberWords.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import styles from './compare.module.css';

export interface StandingsProps {
  readonly comparison: PictureComparison;
  readonly onChanged: () => void;
}

/** Where the models stand by the votes, and what was measured beside it. */
export function Standings({ comparison, onChanged }: StandingsProps) {
  const { entrants, reference } = comparison;
  if (entrants.length === 0) return <p className={styles.note}>No model takes part yet. Add two or more below.</p>;
  const ranked = entrants.toSorted((a, b) => b.elo - a.elo);
  return (
    <div className={styles.standings}>
      {comparison.votes > 0 && (
        <ChartFrame
          title="Strength by blind votes"
          sentence={sentenceOf(ranked)}
          table={{
            columns: ['model', 'Elo', 'low', 'high', 'votes'],
            rows: ranked.map(({ name, elo, interval, votes }) => [
              name,
              Math.round(elo),
              rounded(interval?.[0]),
              rounded(interval?.[1]),
              votes,
            ]),
          }}
        >
          {(width) => (
            <IntervalChart
              label="Elo by model, with 95 percent intervals"
              width={width}
              rows={ranked.map(({ entrantId, name, elo, interval }) => ({
                id: entrantId,
                label: shortened(name),
                value: elo,
                interval,
                colour: 'var(--chart-1)',
                text: elo.toFixed(0),
              }))}
            />
          )}
        </ChartFrame>
      )}
      <EntrantTable comparison={comparison} ranked={ranked} onChanged={onChanged} />
      {reference !== null && (
        <p className={styles.note}>
          {`KID is the distance to ${counted(reference.pictures, 'picture')} in ${reference.path}, less is nearer${
            reference.realHalves === null ? '' : `; one half of these against the other has ${reference.realHalves.toFixed(3)}`
          }. Under fifty pictures a model it says little.`}
        </p>
      )}
    </div>
  );
}

const rounded = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value));
const MOST_LETTERS = 28;
const shortened = (name: string): string => (name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name);

/** The answer: who is ahead, where the intervals say so. */
function sentenceOf([first, second]: readonly Entrant[]): string {
  if (first === undefined || second === undefined || first.interval === null || second.interval === null)
    return 'Bradley-Terry strengths on the Elo scale, with 95 % intervals.';
  if (first.interval[0] > second.interval[1])
    return `${first.name} is ahead of ${second.name} by ${Math.round(first.elo - second.elo)} points; their intervals do not touch.`;
  return 'No difference between the first two can be shown with these votes.';
}

function EntrantTable({
  comparison: { comparisonId, prompts },
  ranked,
  onChanged,
}: StandingsProps & { readonly ranked: readonly Entrant[] }) {
  const client = useClient();
  const { notices } = useStores();
  const remove = async (entrantId: string): Promise<void> => {
    try {
      await client.comparisons.removeEntrant({ comparisonId, entrantId });
      onChanged();
    } catch (error) {
      notices.fail(error);
    }
  };
  return (
    <div className={styles.tableBox} role="region" aria-label="Models, table" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {['Model', 'Pictures', 'Elo', 'Interval', 'Votes', 'Won', 'Tied', 'Seconds a picture', 'KID'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">
              <span className={styles.hidden}>Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.map(({ entrantId, name, pictures, elo, interval, votes, wins, ties, seconds, isMeasured, kid }) => (
            <tr key={entrantId}>
              <th scope="row">{name}</th>
              <td>{`${pictures} of ${prompts.length}`}</td>
              <td>{votes === 0 ? <Nothing why="No vote yet" /> : elo.toFixed(0)}</td>
              <td>{interval === null ? <Nothing why="No vote yet" /> : `${interval[0].toFixed(0)} to ${interval[1].toFixed(0)}`}</td>
              <td>{votes}</td>
              <td>{wins}</td>
              <td>{ties}</td>
              <td>
                {seconds === null ? (
                  <Nothing why="Nobody said" />
                ) : (
                  `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(0)}, ${isMeasured ? 'measured' : 'as entered'}`
                )}
              </td>
              <td>{kid === null ? <Nothing why="Not measured" /> : kid.toFixed(3)}</td>
              <td>
                <Button look="quiet" size="small" icon={X} aria-label={`Remove ${name}`} onPress={() => void remove(entrantId)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Nothing = ({ why }: { readonly why: string }) => <span title={why}>–</span>;
