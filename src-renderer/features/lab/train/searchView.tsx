import { useStore } from 'zustand';
import type { Job } from '../../../../src-main/contract/jobs.ts';
import { ButtonLink } from '../../../components/button.tsx';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { figure } from '../../../components/charts/format.ts';
import { ParallelCoordinates } from '../../../components/charts/parallelCoordinates.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { MODEL_NAMES } from '../../../components/modelWords.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { Figures } from '../figures.tsx';
import { labAddress } from '../labParts.ts';
import { spanWords } from '../time.ts';
import { QueuePanel } from './queuePanel.tsx';
import { settingWords, valueWords } from './settingWords.ts';
import styles from './train.module.css';

/** The trials of a search: what was tried, and what did well. */
export function SearchView({ searchId, queue }: { readonly searchId: string; readonly queue: readonly Job[] }) {
  const lab = useClient();
  const { jobs } = useStores();
  const job = useStore(jobs, (state) => [...state.jobs.values()].find(({ subject }) => subject === searchId));
  const loaded = useLoad(() => lab.experiments.searchTrials({ searchId }), searchId, `${job?.state} ${Math.floor(job?.done ?? 0)}`);
  if (loaded.data === null)
    return loaded.error === null ? (
      <Loading sentence="Reading the trials" shapes={0} />
    ) : (
      <ErrorPanel error={loaded.error} title="The search could not be opened" />
    );
  const { search, axes, trials } = loaded.data;
  const best = search.best;
  const isCost = search.objective.startsWith('-');
  const valueOf = (value: number): string => figure(isCost ? -value : value);
  const name = isCost ? search.objective.slice(1) : search.objective;
  const shown = axes.map((axis) => settingWords(axis.name));
  return (
    <>
      <div className={styles.head}>
        <h2>{`Settings for ${MODEL_NAMES[search.model]}`}</h2>
        <span className={styles.citation}>{`${search.dataset.name}, ${search.protocol}, seed ${search.seed}`}</span>
        <div className={styles.headEnd}>
          <ButtonLink look="quiet" href={labAddress('train', 'new')}>
            New run
          </ButtonLink>
        </div>
      </div>
      <Figures
        figures={[
          { value: `${search.numMeasured} of ${search.trials}`, label: 'settings measured' },
          ...(best === null
            ? []
            : [
                { value: valueOf(best.value), label: `${name} on validation rows, ${isCost ? 'lowest' : 'highest'} so far` },
                { value: spanWords(best.fitMs), label: 'to fit that one' },
              ]),
        ]}
      />
      {trials.length === 0 ? (
        <p className={styles.citation}>The first setting is being measured.</p>
      ) : (
        <ChartFrame
          title="What was tried"
          sentence={
            best === null
              ? 'No setting was measured yet.'
              : `The line in amber is ahead, at ${Object.entries(best.hyperparameters)
                  .filter(([key]) => axes.some((axis) => axis.name === key))
                  .map(([key, value]) => `${settingWords(key).toLowerCase()} ${valueWords(value)}`)
                  .join(', ')}.`
          }
          table={{
            columns: ['trial', 'share of data', ...shown, name, 'time'],
            rows: trials.map((trial) => [
              String(trial.trial),
              trial.budget.toFixed(2),
              ...axes.map((axis) => {
                const value = trial.hyperparameters[axis.name];
                return value === undefined ? null : valueWords(value);
              }),
              valueOf(trial.value),
              spanWords(trial.fitMs),
            ]),
          }}
        >
          {(width) => (
            <ParallelCoordinates
              label={`Settings tried and the ${name} that each reached`}
              width={width}
              axes={[
                ...axes.map((axis) => ({
                  name: settingWords(axis.name),
                  kind: axis.range.kind,
                  ...(axis.range.kind === 'choice' ? { values: axis.range.values.map(String) } : {}),
                })),
                { name, kind: 'linear' },
              ]}
              lines={trials.map((trial) => ({
                id: `${trial.rung} ${trial.trial}`,
                values: [
                  ...axes.map((axis) => {
                    const value = trial.hyperparameters[axis.name];
                    return value === undefined ? null : typeof value === 'number' ? value : String(value);
                  }),
                  isCost ? -trial.value : trial.value,
                ],
                isBest: best !== null && trial.trial === best.trial && trial.rung === best.rung,
              }))}
            />
          )}
        </ChartFrame>
      )}
      <QueuePanel jobs={queue} />
    </>
  );
}
