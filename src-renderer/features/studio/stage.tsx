import type { Image } from '../../../src-main/contract/images.ts';
import type { Job } from '../../../src-main/contract/jobs.ts';
import { EmptyState } from '../../components/emptyState.tsx';
import { FinishedPicture } from './finishedPicture.tsx';
import { LivePicture } from './livePicture.tsx';
import { PictureGrid } from './pictureGrid.tsx';
import styles from './stage.module.css';

export interface StageProps {
  /** What is being painted. */
  readonly running: Job | null;
  /** Of the newest order, or the newest of all; the newest first. */
  readonly images: readonly Image[];
  /** Whether they come from an order of this visit. */
  readonly isNew: boolean;
}

/** The picture that is being painted beside the last finished one, and all of the order below. */
export function Stage({ running, images, isNew }: StageProps) {
  return (
    <section className={styles.stage} aria-label="Pictures">
      {(running !== null || images.length > 0) && (
        <div className={styles.canvas}>
          {running !== null && <LivePicture job={running} />}
          {images.length > 0 && <FinishedPicture images={images} />}
        </div>
      )}
      {images.length > 0 && (
        <>
          <h2>{isNew ? 'Painted now' : 'Painted before'}</h2>
          <PictureGrid images={images} />
        </>
      )}
      {running === null && images.length === 0 && (
        <EmptyState title="Nothing painted yet">Say what to paint, or leave the field empty, and press the button.</EmptyState>
      )}
    </section>
  );
}
