import { Trophy } from 'lucide-react';
import type { PaintRequest } from '../../../src-main/contract/images.ts';
import { Button } from '../../components/button.tsx';
import { useAction } from '../../stores/useAction.ts';
import { useActiveProfile, useClient, useStores } from '../../stores/hooks.tsx';
import styles from './studio.module.css';

const FILMS = 10;

export interface TenBestProps {
  /** The settings of the form; null while one of them cannot be. */
  readonly request: PaintRequest | null;
  readonly onOrdered: (batchId: string) => void;
}

/** A poster for each of the films that are recommended first: their genres, decades and plots say what to paint. */
export function TenBest({ request, onOrdered }: TenBestProps) {
  const client = useClient();
  const { notices } = useStores();
  const profile = useActiveProfile();
  const paint = useAction(async () => {
    if (request === null || profile === null) return;
    const { model, negativePrompt, seed, steps, guidance, guidanceInterval, sampler, enlarge } = request;
    const settings = { model, negativePrompt, seed, steps, guidance, guidanceInterval, sampler, enlarge };
    try {
      const { items } = await client.recommendations.list({ profileId: profile.profileId, limit: FILMS });
      if (items.length === 0) return notices.say('Nothing is recommended yet; rate a few films first.');
      onOrdered((await client.images.paintFilms({ filmIds: items.map(({ film }) => film.filmId), settings })).batchId);
    } catch (error) {
      notices.fail(error);
    }
  });
  return (
    <div className={styles.advanced}>
      <Button icon={Trophy} isDisabled={request === null || profile === null || paint.isRunning} onPress={() => void paint.run()}>
        Paint posters for my ten best
      </Button>
    </div>
  );
}
