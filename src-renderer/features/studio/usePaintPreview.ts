import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { PaintPreview } from '../../../src-main/contract/images.ts';
import { useClient, useStores } from '../../stores/hooks.tsx';

/** What the picture of this order looks like so far, for as long as the screen shows it; null before the first preview, and for no order. */
export function usePaintPreview(batchId: string | null): PaintPreview | null {
  const client = useClient();
  const { jobs } = useStores();
  // A new connection watches the jobs anew; so does this.
  const epoch = useStore(jobs, (state) => state.watchers);
  const [preview, setPreview] = useState<PaintPreview | null>(null);
  useEffect(() => {
    if (batchId === null) return;
    const controller = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const next of await client.images.watchPreviews(undefined, { signal: controller.signal })) {
        if (controller.signal.aborted) return;
        setPreview(next);
      }
    };
    // A preview that is missing is no fault: the progress beside it goes on.
    follow().catch(() => undefined);
    return () => controller.abort();
  }, [client, batchId, epoch]);
  return preview?.batchId === batchId ? preview : null;
}
