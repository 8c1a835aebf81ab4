import type { PicturePreview } from '../../compute/computeContract.ts';
import type { PaintPreview } from '../../contract/images.ts';
import { createWatchers } from '../watchers.ts';

/** What is being painted, for whoever looks. */
export interface PaintPreviews {
  show(batchId: string, preview: PicturePreview): void;
  /** Nothing is being painted any more. */
  clear(): void;
  /** The newest preview, then each further one; a slow reader misses what has been overtaken. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<PaintPreview, void, void>;
  close(): void;
}

export function createPaintPreviews(): PaintPreviews {
  const watchers = createWatchers<PaintPreview>(({ batchId }) => batchId);
  let newest: PaintPreview | null = null;
  return {
    show(batchId, { index: picture, width, height, pngBase64 }) {
      newest = { batchId, picture, width, height, pngBase64 };
      watchers.publish(newest);
    },
    clear() {
      newest = null;
    },
    watch: (signal) => watchers.watch(newest === null ? [] : [newest], signal),
    close: () => watchers.close(),
  };
}
