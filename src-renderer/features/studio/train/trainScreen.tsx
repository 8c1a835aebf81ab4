import { useStore } from 'zustand';
import type { PainterTraining } from '../../../../src-main/contract/painters.ts';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { routes } from '../../../routes.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { LiveTraining } from './liveTraining.tsx';
import { PainterList } from './painterList.tsx';
import { TrainForm } from './trainForm.tsx';
import { dataWords, trainingName, trainingState } from './trainingWords.ts';
import styles from './train.module.css';

/** The form for a new training, the trainings so far, and the painters; or one training as it goes. */
export function TrainScreen({ trainingId }: { readonly trainingId: string | null }) {
  if (trainingId !== null) return <LiveTraining key={trainingId} trainingId={trainingId} />;
  return <Overview />;
}

function Overview() {
  const client = useClient();
  const { jobs } = useStores();
  const states = useStore(jobs, (state) =>
    [...state.jobs.values()]
      .filter((job) => job.kind === 'train-painter')
      .map((job) => `${job.jobId} ${job.state}`)
      .join(' '),
  );
  const load = useLoad(
    async () => ({
      painters: await client.painters.list(),
      trainings: await client.painters.trainings(),
      datasets: await client.datasets.list(),
    }),
    'trainings',
    states,
  );
  if (load.data === null)
    return load.error === null ? <Loading sentence="Looking for painters" shapes={0} /> : <ErrorPanel error={load.error} />;
  const { painters, trainings, datasets } = load.data;
  return (
    <div className={styles.overview}>
      <TrainForm datasets={datasets} painters={painters} />
      <div className={styles.panels}>
        {trainings.length > 0 && <TrainingList trainings={trainings} />}
        <PainterList painters={painters} onChanged={load.reload} />
      </div>
    </div>
  );
}

function TrainingList({ trainings }: { readonly trainings: readonly PainterTraining[] }) {
  return (
    <section className={styles.panel} aria-labelledby="trainings">
      <h2 id="trainings">Trainings</h2>
      <ul>
        {trainings.map((training) => (
          <li key={training.trainingId} className={styles.training}>
            <a href={routes.training(training.trainingId)}>{trainingName(training)}</a>
            <span className={styles.note}>{`${trainingState(training)}. ${dataWords(training)}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
