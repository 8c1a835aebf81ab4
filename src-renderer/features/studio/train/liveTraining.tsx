import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLocation } from 'wouter';
import type { Job } from '../../../../src-main/contract/jobs.ts';
import type { PainterTraining } from '../../../../src-main/contract/painters.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/emptyState.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { jobLine } from '../../../components/jobWords.ts';
import { Loading } from '../../../components/loading.tsx';
import { ProgressBar } from '../../../components/progressBar.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { routes } from '../../../routes.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { LossChart } from './lossChart.tsx';
import { Samples } from './samples.tsx';
import { dataWords, stageWords, trainingName, trainingState } from './trainingWords.ts';
import styles from './train.module.css';

const LOOK_EVERY_MS = 1500;

/** One training as it goes: curve, samples, and what can be done to it. */
export function LiveTraining({ trainingId }: { readonly trainingId: string }) {
  const client = useClient();
  const { jobs } = useStores();
  const known = useStore(jobs, (state) => state.jobs);
  const job =
    [...known.values()].find((one) => one.subject === trainingId && one.kind === 'train-painter' && !isOver(one)) ??
    [...known.values()].find((one) => one.subject === trainingId && one.kind === 'train-painter');
  const turn = useTurns(job?.state === 'running');
  const progress = useLoad(() => client.painters.progress({ trainingId }), trainingId, `${turn} ${job?.state}`);
  const [stage, setStage] = useState<string | null>(null);
  if (progress.data === null) {
    if (progress.error?.code === 'not-found')
      return (
        <EmptyState title="This training is not here" action={<ButtonLink href={routes.trainPainter}>To the trainings</ButtonLink>}>
          It may have been removed. A painter that came of it is still there.
        </EmptyState>
      );
    return progress.error === null ? <Loading sentence="Opening the training" shapes={0} /> : <ErrorPanel error={progress.error} />;
  }
  const { training, points, sheets, captions, comparisonUrl } = progress.data;
  const stages = [...new Set(points.map((point) => point.stage))];
  const shown = stage !== null && stages.includes(stage) ? stage : stages.at(-1);
  const ahead = job?.state === 'queued' ? [...known.values()].find((one) => one.state === 'running') : undefined;
  return (
    <>
      <div className={styles.head}>
        <h2>{trainingName(training)}</h2>
        <span className={styles.note}>{dataWords(training)}</span>
        <div className={styles.headEnd}>
          <Actions training={training} job={job} onChanged={progress.reload} />
        </div>
      </div>
      <p className={styles.state} role="status">
        {trainingState(training)}
        {ahead !== undefined && `: “${ahead.title}” comes first. Trainings of painters and of recommenders take turns, one at a time.`}
      </p>
      {job?.state === 'running' && (
        <div className={styles.bar}>
          <span className={styles.note}>{`${job.phase}: ${jobLine(job)}`}</span>
          <ProgressBar label={job.title} done={job.done} total={job.total} />
        </div>
      )}
      {training.error !== null && <ErrorPanel error={training.error} title="The training stopped" />}
      {comparisonUrl !== null && training.order.kind === 'finetune' && (
        <BeforeAfter url={comparisonUrl} from={training.order.from} name={training.order.name} captions={captions} />
      )}
      <div className={styles.two}>
        <div>
          {stages.length > 1 && shown !== undefined && (
            <Segmented label="Stage" options={stages.map((id) => ({ id, label: stageWords(id) }))} value={shown} onChange={setStage} />
          )}
          {shown === undefined ? (
            <p className={styles.note}>The curve begins with the first steps.</p>
          ) : (
            <LossChart stage={shown} points={points} />
          )}
        </div>
        <Samples sheets={sheets} captions={captions} />
      </div>
      {training.state === 'running' && (
        <p className={styles.note}>You can leave this page; training goes on. Closing Marquee pauses it at a checkpoint.</p>
      )}
    </>
  );
}

const isOver = ({ state }: Job): boolean => state === 'done' || state === 'cancelled' || state === 'failed';

interface ActionsProps {
  readonly training: PainterTraining;
  readonly job: Job | undefined;
  readonly onChanged: () => void;
}

function Actions({ training, job, onChanged }: ActionsProps) {
  const client = useClient();
  const [, navigate] = useLocation();
  const { jobs, notices } = useStores();
  const { trainingId, state } = training;
  const isUnderWay = state === 'running' || state === 'queued';
  const act = (work: () => Promise<unknown>): void => void work().then(onChanged, (error: unknown) => notices.fail(error));
  return (
    <>
      {job !== undefined && isUnderWay && job.canPause && <Button onPress={() => act(() => jobs.pause(job.jobId))}>Pause</Button>}
      {!isUnderWay && state !== 'done' && (
        <Button look="primary" onPress={() => act(() => client.painters.resume({ trainingId }))}>
          Resume
        </Button>
      )}
      {job !== undefined && isUnderWay && (
        <Button look="quiet" onPress={() => act(() => jobs.cancel(job.jobId))}>
          Cancel
        </Button>
      )}
      {state === 'done' && <ButtonLink href={routes.studio}>Paint with it</ButtonLink>}
      {!isUnderWay && (
        <Button
          look="quiet"
          onPress={() =>
            act(async () => {
              await client.painters.removeTraining({ trainingId });
              notices.say('Training removed; the painter stays');
              navigate('/studio/train');
            })
          }
        >
          Remove
        </Button>
      )}
      <ButtonLink look="quiet" href={routes.trainPainter}>
        All trainings
      </ButtonLink>
    </>
  );
}

interface BeforeAfterProps {
  readonly url: string;
  readonly from: string;
  readonly name: string;
  readonly captions: readonly string[];
}

function BeforeAfter({ url, from, name, captions }: BeforeAfterProps) {
  return (
    <figure className={styles.comparison}>
      <figcaption>
        <span>{`Before: ${from}`}</span>
        <span>{`After: ${name}`}</span>
      </figcaption>
      <img src={url} alt={`Above as ${from} paints, below as ${name} does, the same captions and noise: ${captions.join('; ')}`} />
    </figure>
  );
}

/** Counts up while something runs, so that one looks again. */
function useTurns(isRunning: boolean): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setTurn((n) => n + 1), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return turn;
}
