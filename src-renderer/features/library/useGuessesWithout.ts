import { useEffect, useRef, useState } from 'react';
import { useClient, useRatingsRevision } from '../../stores/hooks.tsx';

/** Predicted stars of rated films, each without its own rating, by film id; null where there is no guess. */
export type GuessesWithout = ReadonlyMap<number, number | null>;

const WAIT_MS = 80;
const AT_ONCE = 100;

/**
 * The guesses for these films, asked for when scrolling rests, a hundred at a time. A changed rating changes the guesses of all others: they are asked
 * for anew, and the former ones stay until the answer is there.
 */
export function useGuessesWithout(profileId: string, filmIds: readonly number[]): GuessesWithout {
  const client = useClient();
  const revision = useRatingsRevision();
  const [guesses, setGuesses] = useState<GuessesWithout>(new Map());
  /** Film id to the revision at which its guess was made. */
  const madeAt = useRef(new Map<number, number>());
  const wanted = filmIds.join(' ');

  useEffect(() => {
    const missing = wanted
      .split(' ')
      .map(Number)
      .filter((filmId) => filmId > 0 && madeAt.current.get(filmId) !== revision);
    if (missing.length === 0) return;
    const controller = new AbortController();
    const ask = async (): Promise<void> => {
      for (let from = 0; from < missing.length; from += AT_ONCE) {
        const filmIds = missing.slice(from, from + AT_ONCE);
        const answer = await client.recommendations.guessesWithout({ profileId, filmIds }, { signal: controller.signal });
        if (controller.signal.aborted) return;
        for (const { filmId } of answer.guesses) madeAt.current.set(filmId, revision);
        setGuesses((before) => new Map([...before, ...answer.guesses.map(({ filmId, stars }) => [filmId, stars] as const)]));
      }
    };
    const timer = setTimeout(() => {
      // The columns stay empty; everything else of the table stands without them.
      ask().catch(() => undefined);
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, profileId, wanted, revision]);

  return guesses;
}
