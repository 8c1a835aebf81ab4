import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import type { Job } from '../../../../src-main/contract/jobs.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { figure } from '../../../components/charts/format.ts';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { MODEL_NAMES } from '../../../components/modelWords.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { useLoad } from '../../../stores/useLoad.ts';
import { Figures } from '../figures.tsx';
import lab from '../lab.module.css';
import { labAddress } from '../labParts.ts';
import { spanWords } from '../time.ts';
import { JobActions } from './jobActions.tsx';
import { QueuePanel } from './queuePanel.tsx';
import { SearchInfluence } from './searchInfluence.tsx';
import { SearchTrials } from './searchTrials.tsx';
import { isCost, objectiveValue, objectiveWords, searchStateWords } from './searchWords.ts';
import styles from './train.module.css';

/** A search as it goes: what was tried, what did well, what mattered, and a run with what was found. */
export function SearchView({ searchId, queue }: { readonly searchId: string; readonly queue: readonly Job[] }) {
  const client = useClient();
  const { jobs } = useStores();
  const [, navigate] = useLocation();
  const job = useStore(jobs, (state) => newestOf(searchId, [...state.jobs.values()]));
  const loaded = useLoad(
    () => client.experiments.searchTrials({ searchId }),
    searchId,
    `${job?.jobId} ${job?.state} ${Math.floor(job?.done ?? 0)}`,
  );
  const train = useAction(async () => {
    const { search } = loaded.data!;
    const { runId } = await client.experiments.start({
      dataset: search.dataset.name,
      protocol: search.protocol,
      model: search.model,
      hyperparameters: search.best!.hyperparameters,
    });
    navigate(`/lab/train/${runId}`);
  });
  const resume = useAction(async () => {
    await client.experiments.resumeSearch({ searchId });
    loaded.reload();
  });
  if (loaded.data === null)
    return loaded.error === null ? (
      <Loading sentence="Reading the trials" shapes={0} />
    ) : (
      <ErrorPanel error={loaded.error} title="The search could not be opened" />
    );
  const { search, axes, trials } = loaded.data;
  const { best, objective } = search;
  const name = objectiveWords(objective);
  const isOver = search.state !== 'running' && search.state !== 'queued';
  return (
    <>
      <div className={styles.head}>
        <h2>{`Settings for ${MODEL_NAMES[search.model]}`}</h2>
        <span className={styles.citation}>{`${search.dataset.name}, ${search.protocol}, seed ${search.seed}`}</span>
        <div className={styles.headEnd}>
          <JobActions job={job} onResume={isOver && search.state !== 'done' ? () => void resume.run() : undefined} />
          {isOver && best !== null && (
            <Button look={search.state === 'done' ? 'primary' : 'plain'} isDisabled={train.isRunning} onPress={() => void train.run()}>
              Train with the best
            </Button>
          )}
          <ButtonLink look="quiet" href={labAddress('train', 'new')}>
            New run
          </ButtonLink>
        </div>
      </div>
      <p className={styles.state} role="status">
        {searchStateWords(search)}
      </p>
      {job?.error != null && <ErrorPanel error={job.error} title="The search stopped" />}
      {resume.error !== null && <ErrorPanel error={resume.error} title="The search did not go on" />}
      {train.error !== null && <ErrorPanel error={train.error} title="The run was not started" />}
      <Figures
        figures={[
          { value: `${search.numMeasured} of ${job?.total ?? search.trials}`, label: 'fits measured' },
          ...(best === null
            ? []
            : [
                {
                  value: figure(objectiveValue(objective, best.value)),
                  label: `${name} on validation rows, ${isCost(objective) ? 'lowest' : 'highest'}${search.state === 'done' ? '' : ' so far'}`,
                },
                { value: spanWords(best.fitMs), label: 'to fit that one' },
              ]),
        ]}
      />
      {trials.length > 0 && <SearchTrials search={search} axes={axes} trials={trials} />}
      <div className={`${lab.charts} ${styles.minor}`}>
        <SearchInfluence settings={axes.map((axis) => axis.name)} trials={trials} objective={name} />
      </div>
      <QueuePanel jobs={queue} />
    </>
  );
}

/** A search that went on after it was given up has had several jobs. */
const newestOf = (searchId: string, jobs: readonly Job[]): Job | undefined =>
  jobs.filter(({ subject }) => subject === searchId).reduce<Job | undefined>(later, undefined);

const later = (one: Job | undefined, other: Job): Job => (one === undefined || other.createdAt >= one.createdAt ? other : one);
