import type { PaintRequest } from '../../src-main/contract/images.ts';
import { useActiveProfile, useClient, useStores } from './hooks.tsx';
import { useAction } from './useAction.ts';

const FILMS = 10;

export interface PaintPostersOptions {
  /** A seed, and of the rest what is not to be as usual; null while there are none. */
  readonly settings: (Pick<PaintRequest, 'seed'> & Partial<PaintRequest>) | null;
  /** Ids, of which the first ten are painted for; without them, the films that are recommended first. */
  readonly films?: readonly number[];
  /** Told of nothing but success. */
  readonly onOrdered?: () => void;
}

/** Orders a poster for each of ten films: their genres, decades and plots say what to paint. The order becomes that of the studio's form. */
export function usePaintPosters({ settings, films, onOrdered }: PaintPostersOptions): { readonly canPaint: boolean; paint(): void } {
  const client = useClient();
  const { notices, studio } = useStores();
  const profile = useActiveProfile();
  const work = useAction(async () => {
    if (settings === null || profile === null) return;
    const { model, negativePrompt, seed, steps, guidance, guidanceInterval, sampler, enlarge } = settings;
    try {
      const filmIds =
        films?.slice(0, FILMS) ??
        (await client.recommendations.list({ profileId: profile.profileId, limit: FILMS })).items.map(({ film }) => film.filmId);
      if (filmIds.length === 0) return notices.say('Nothing is recommended yet; rate a few films first.');
      const order = { model, negativePrompt, seed, steps, guidance, guidanceInterval, sampler, enlarge };
      const { batchId } = await client.images.paintFilms({ filmIds, settings: order });
      studio.openFilm(null);
      studio.order(batchId);
      onOrdered?.();
    } catch (error) {
      notices.fail(error);
    }
  });
  return { canPaint: settings !== null && profile !== null && !work.isRunning, paint: () => void work.run() };
}
