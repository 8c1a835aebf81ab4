import { useState } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { ConfirmDialog } from '../../../components/confirmDialog.tsx';
import { EmptyState } from '../../../components/emptyState.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { isUnderWay, jobLine } from '../../../components/jobWords.ts';
import { Loading } from '../../../components/loading.tsx';
import { counted } from '../../../components/numberWords.ts';
import { saveBase64 } from '../../../components/saveFile.ts';
import { SaveMenu } from '../../../components/saveMenu.tsx';
import { routes } from '../../../routes.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { AddModels } from './addModels.tsx';
import { MeasureForm } from './measureForm.tsx';
import { Standings } from './standings.tsx';
import { VotePanel } from './votePanel.tsx';
import styles from './compare.module.css';

const KINDS = [
  { id: 'markdown', words: 'Report', note: 'Markdown, for people' },
  { id: 'json', words: 'Everything', note: 'JSON, with every vote' },
  { id: 'csv', words: 'Votes', note: 'CSV, one row a vote' },
] as const;

/** One comparison: where the models stand, the vote, and more models. */
export function ComparisonScreen({ comparisonId }: { readonly comparisonId: string }) {
  const client = useClient();
  const [, navigate] = useLocation();
  const { jobs, notices } = useStores();
  const [isVoting, setIsVoting] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const known = useStore(jobs, (state) => state.jobs);
  const own = [...known.values()].filter((job) => job.kind === 'compare' && job.subject === comparisonId);
  const revision = own.map((job) => `${job.state}${Math.floor(job.done)}`).join(' ');
  const load = useLoad(() => client.comparisons.get({ comparisonId }), comparisonId, revision);
  if (load.data === null) {
    if (load.error?.code === 'not-found')
      return (
        <EmptyState title="This comparison is not here" action={<ButtonLink href={routes.comparePictures}>To the comparisons</ButtonLink>}>
          It may have been removed.
        </EmptyState>
      );
    return load.error === null ? <Loading sentence="Opening the comparison" shapes={0} /> : <ErrorPanel error={load.error} />;
  }
  const comparison = load.data;
  if (isVoting)
    return (
      <VotePanel
        comparison={comparison}
        onLeave={() => {
          setIsVoting(false);
          load.reload();
        }}
      />
    );
  const save = async (format: (typeof KINDS)[number]['id']): Promise<void> => {
    try {
      notices.say(`Saved ${saveBase64(await client.comparisons.export({ comparisonId, format }))}`);
    } catch (error) {
      notices.fail(error);
    }
  };
  const remove = async (): Promise<void> => {
    try {
      await client.comparisons.remove({ comparisonId });
      navigate('/studio/compare');
    } catch (error) {
      notices.fail(error);
    }
  };
  const { title, prompts, votes, pairs } = comparison;
  const underWay = own.filter(isUnderWay);
  const newest = own.toSorted((a, b) => b.createdAt - a.createdAt)[0];
  return (
    <>
      <div className={styles.head}>
        <h2>{title}</h2>
        <span className={styles.note}>
          {`${counted(prompts.length, 'prompt')}, ${counted(votes, 'vote')}; ${pairs.met} of ${counted(pairs.total, 'pair')} voted on`}
        </span>
        <div className={styles.headEnd}>
          <Button look="primary" isDisabled={pairs.total === 0} onPress={() => setIsVoting(true)}>
            Vote
          </Button>
          <SaveMenu label="Export" kinds={KINDS} placement="bottom end" onSave={({ id }) => void save(id)}>
            <Button>Export</Button>
          </SaveMenu>
          <Button look="quiet" onPress={() => setIsAsking(true)}>
            Remove
          </Button>
          <ButtonLink look="quiet" href={routes.comparePictures}>
            All comparisons
          </ButtonLink>
        </div>
      </div>
      {underWay.map((job) => (
        <p key={job.jobId} className={styles.note} role="status">
          {`${job.title}: ${jobLine(job)} `}
          <Button look="quiet" size="small" aria-label={`Cancel ${job.title}`} onPress={() => void jobs.cancel(job.jobId)}>
            Cancel
          </Button>
        </p>
      ))}
      {newest?.state === 'failed' && newest.error !== null && (
        <ErrorPanel error={newest.error} title="The last job of this comparison stopped" />
      )}
      <Standings comparison={comparison} onChanged={load.reload} />
      <div className={styles.two}>
        <AddModels comparison={comparison} onChanged={load.reload} />
        <div className={styles.side}>
          {comparison.entrants.length > 0 && <MeasureForm comparison={comparison} />}
          <section aria-labelledby="prompts">
            <h2 id="prompts">Prompts</h2>
            <ol className={styles.prompts}>
              {prompts.map((prompt, i) => (
                <li key={i}>{prompt}</li>
              ))}
            </ol>
          </section>
        </div>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove ${title}?`}
        keep="Keep it"
        lose={votes === 0 ? 'Remove the comparison' : `Remove it with ${counted(votes, 'vote')}`}
        onKeep={() => setIsAsking(false)}
        onLose={() => {
          setIsAsking(false);
          void remove();
        }}
      >
        Its votes and its copies of the pictures go for good. The files that you brought, and the painters, stay.
      </ConfirmDialog>
    </>
  );
}
