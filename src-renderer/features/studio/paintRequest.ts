import type { Painter, PaintRequest } from '../../../src-main/contract/images.ts';
import { MOST_SEED, type PaintDraft } from '../../stores/studioStore.ts';

export const isSeed = (seed: number): boolean => Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED;

/** The chosen painter, or the one offered first where it is gone. */
export const painterOf = (painters: readonly Painter[], { model }: Pick<PaintDraft, 'model'>): Painter | undefined =>
  painters.find(({ name }) => name === model) ?? painters[0];

/** Weights for few steps learnt one guidance, away from nothing: neither can be chosen with them. */
export const isGuidanceLearnt = (draft: Pick<PaintDraft, 'model' | 'sampler'>, painters: readonly Painter[]): boolean =>
  draft.sampler === 'consistency' && painterOf(painters, draft)?.hasFewSteps === true;

/** What the form asks for; null while something in it cannot be. */
export function requestOf(draft: PaintDraft, painters: readonly Painter[]): PaintRequest | null {
  const painter = painterOf(painters, draft);
  if (painter === undefined || !isSeed(draft.seed)) return null;
  const { prompt, negativePrompt, genres, decade, filmId, seed, steps, guidance, guidanceInterval, sampler, count, start } = draft;
  return {
    model: painter.name,
    prompt,
    negativePrompt,
    genres: [...genres],
    decade,
    filmId,
    seed,
    steps,
    guidance,
    guidanceInterval: [guidanceInterval[0], guidanceInterval[1]],
    start: start === null ? null : { startId: start.startId, strength: start.strength },
    sampler,
    count,
    enlarge: draft.isEnlarged && painter.canEnlarge,
  };
}
