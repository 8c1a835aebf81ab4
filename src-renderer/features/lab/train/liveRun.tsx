import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { ButtonLink } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { useRunWatch } from '../../../stores/useRunWatch.ts';
import { Figures } from '../figures.tsx';
import { labAddress } from '../labParts.ts';
import { runName, runPlace, stateWords } from '../runWords.ts';
import { momentWords } from '../time.ts';
import { JobActions } from './jobActions.tsx';
import { liveFigures } from './liveFigures.ts';
import { Recipe } from './recipe.tsx';
import { RunCurves } from './runCurves.tsx';
import { RunLog } from './runLog.tsx';
import { NoRun } from './noRun.tsx';
import styles from './train.module.css';

/** One run as it goes: figures, curves, recipe, and what can be done to it. */
export function LiveRun({ runId }: { readonly runId: string }) {
  const { run, points, error } = useRunWatch(runId);
  const { jobs } = useStores();
  const job = useStore(jobs, (state) => (run?.jobId == null ? undefined : state.jobs.get(run.jobId)));
  const now = useSecond(run?.state === 'running');
  const client = useClient();
  const resume = useAction(async () => void (await client.experiments.resume({ runId })));
  if (run === null) {
    if (error?.code === 'not-found') return <NoRun />;
    return error === null ? (
      <Loading sentence="Opening the run" shapes={0} />
    ) : (
      <ErrorPanel error={error} title="The run could not be opened" />
    );
  }
  return (
    <>
      <div className={styles.head}>
        <h2>{runName(run)}</h2>
        <span className={styles.citation}>{`${runPlace(run)}, started ${momentWords(run.createdAt, now)}`}</span>
        <div className={styles.headEnd}>
          <JobActions job={job} onResume={run.canGoOn ? () => void resume.run() : undefined} />
          {run.state === 'done' && <ButtonLink href={labAddress('runs')}>All runs</ButtonLink>}
          <ButtonLink look="quiet" href={labAddress('train', 'new')}>
            New run
          </ButtonLink>
        </div>
      </div>
      <p className={styles.state} role="status">
        {stateWords(run)}
      </p>
      {run.deviceNotice !== null && <p className={styles.notice}>{run.deviceNotice}</p>}
      {run.error !== null && <ErrorPanel error={run.error} title="Training stopped" />}
      {resume.error !== null && <ErrorPanel error={resume.error} title="The run did not go on" />}
      {error !== null && <ErrorPanel error={error} title="The curves are not followed any more" />}
      <Figures figures={liveFigures(run, points, job, now)} />
      <div className={styles.two}>
        <RunCurves run={run} points={points} />
        <aside>
          <Recipe run={run} />
          <RunLog points={points} startedAt={run.createdAt} />
          {run.state === 'running' && (
            <p className={styles.citation}>You can leave this page; training goes on. Closing Marquee pauses it at the last checkpoint.</p>
          )}
        </aside>
      </div>
    </>
  );
}

/** The time, once a second while something runs. */
function useSecond(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
