import { Pause, X } from 'lucide-react';
import { useStore } from 'zustand';
import type { Job } from '../../../src-main/contract/jobs.ts';
import { Bulbs } from '../../components/bulbs.tsx';
import { Button } from '../../components/button.tsx';
import { formatDuration } from '../../components/numberWords.ts';
import { Switch } from '../../components/switch.tsx';
import { useStores } from '../../stores/hooks.tsx';
import styles from './stage.module.css';
import { usePaintPreview } from './usePaintPreview.ts';

const MOST_BULBS = 20;
/** As the job calls it; here it is plain that it is being painted. */
const PICTURE_PHASE = /^Painting picture/;

/** The picture that is being painted, as it comes out of the noise: step k of n, and the seconds that the order still takes. */
export function LivePicture({ job }: { readonly job: Job }) {
  const { jobs, settings } = useStores();
  const isShown = useStore(settings, (state) => state.settings?.livePreview ?? true);
  const preview = usePaintPreview(isShown ? job.subject : null);
  const total = job.total ?? 0;
  const bulbs = Math.min(total, MOST_BULBS);
  return (
    <section className={styles.live} aria-label="Being painted">
      <div className={styles.liveHead}>
        <span>{job.phase.replace(PICTURE_PHASE, 'Picture')}</span>
        {job.canPause && (
          <Button look="quiet" size="small" icon={Pause} onPress={() => void jobs.pause(job.jobId)}>
            Pause
          </Button>
        )}
        <Button look="quiet" size="small" icon={X} onPress={() => void jobs.cancel(job.jobId)}>
          Cancel
        </Button>
      </div>
      {isShown && preview !== null && (
        <img
          className={styles.picture}
          src={`data:image/png;base64,${preview.pngBase64}`}
          alt={`Number ${preview.picture + 1} as far as it is painted`}
          width={preview.width}
          height={preview.height}
        />
      )}
      <p className={styles.status}>
        <b>{total > 0 ? `Step ${job.done} of ${total}` : 'Getting ready'}</b>
        {job.secondsLeft !== null && <span>{formatDuration(job.secondsLeft)} left</span>}
      </p>
      {total > 0 && <Bulbs lit={Math.floor((bulbs * job.done) / total)} total={bulbs} size="small" />}
      <Switch isSelected={isShown} onChange={(livePreview) => void settings.save({ livePreview })}>
        Live preview
      </Switch>
    </section>
  );
}
