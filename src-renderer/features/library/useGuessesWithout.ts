import { useEffect, useRef, useState } from 'react';
import { useClient, useRatingsRevision } from '../../stores/hooks.tsx';

/** Predicted stars of rated films, each without its own rating, by film id; null where there is no guess. */
export type GuessesWithout = ReadonlyMap<number, number | null>;

const WAIT_MS = 80;
const AT_ONCE = 100;

/**
 * The guesses for the films in sight, asked for when scrolling rests. A changed rating changes the guesses of all others: they are asked
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
      .filter((filmId) => filmId > 0 && madeAt.current.get(filmId) !== revision)
      .slice(0, AT_ONCE);
    if (missing.length === 0) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      client.recommendations.guessesWithout({ profileId, filmIds: missing }, { signal: controller.signal }).then(
        (answer) => {
          if (controller.signal.aborted) return;
          for (const { filmId } of answer.guesses) madeAt.current.set(filmId, revision);
          setGuesses((before) => new Map([...before, ...answer.guesses.map(({ filmId, stars }) => [filmId, stars] as const)]));
        },
        // The columns stay empty; everything else of the table stands without them.
        () => undefined,
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, profileId, wanted, revision]);

  return guesses;
}
