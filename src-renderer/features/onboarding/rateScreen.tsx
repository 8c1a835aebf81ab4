import { Undo2 } from 'lucide-react';
import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Film } from '../../../src-main/contract/shared.ts';
import { Bulbs } from '../../components/bulbs.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/emptyState.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { FilmSearchField } from '../../components/filmSearchField.tsx';
import { LiveList } from '../../components/liveList.tsx';
import { Loading } from '../../components/loading.tsx';
import { movements } from '../../components/movement.ts';
import { Poster } from '../../components/poster.tsx';
import { useTitle } from '../../components/useTitle.ts';
import { Wordmark } from '../../components/wordmark.tsx';
import { routes } from '../../routes.ts';
import { useFilmState, useHasSingleKeys, useStores } from '../../stores/hooks.tsx';
import { senseLine } from '../../stores/onboardingStore.ts';
import { NOTHING_SAID } from '../../stores/ratingsStore.ts';
import { useFilmSearch } from '../../stores/useFilmSearch.ts';
import { QuestionPanel } from './questionPanel.tsx';
import styles from './rate.module.css';
import { useAdvance } from './useAdvance.ts';
import { useRateKeys } from './useRateKeys.ts';

const GOOD_LIST = 15;
const hrefOf = (film: Film): string => routes.film(film.filmId);

/** One question at a time; the list stands beside it and follows every answer. */
export function RateScreen({ profileId }: { readonly profileId: string }) {
  useTitle('Rate a few films');
  const { onboarding } = useStores();
  // Part by part: the list beside them changes most, and none of these waits for it.
  const status = useStore(onboarding, (state) => state.status);
  const error = useStore(onboarding, (state) => state.error);
  const current = useStore(onboarding, (state) => state.current);
  const details = useStore(onboarding, (state) => state.details);
  const picks = useStore(onboarding, (state) => state.picks);
  const { stars } = useFilmState(current?.filmId ?? 0, NOTHING_SAID);
  const hasKeys = useHasSingleKeys();
  const search = useFilmSearch();
  const advance = useAdvance(useCallback(() => onboarding.next(), [onboarding]));

  useEffect(() => void onboarding.start(profileId), [onboarding, profileId]);

  const { cancel } = advance;
  const starsRef = useRef<HTMLDivElement>(null);
  const choose = useCallback(
    (film: Film): void => {
      cancel();
      onboarding.choose(film);
      // Whoever chose a film by its name or its poster rates it next; in the search field their keys would be letters.
      requestAnimationFrame(() => starsRef.current?.focus());
    },
    [cancel, onboarding],
  );
  const act = (run: () => unknown) => (): void => {
    advance.cancel();
    run();
  };
  const rate = (value: number, by: 'pointer' | 'digit' | 'half' | 'arrow'): void => {
    advance.cancel();
    void onboarding.rate(value);
    if (by !== 'arrow') advance.soon(by);
  };
  const undo = act(() => onboarding.undo());
  const notSeen = act(() => onboarding.notSeen());
  const clear = act(() => onboarding.clear());
  useRateKeys({ isOn: hasKeys && current !== null, stars, onSet: rate, onClear: clear, onUndo: undo, onNotSeen: notSeen });

  return (
    <div className={styles.screen}>
      <main id="main" tabIndex={-1} className={styles.left}>
        <div className={styles.top}>
          <Wordmark href={routes.discover} />
          <FilmSearchField
            className={styles.search}
            label="Add any film you know"
            placeholder="Add any film you know"
            search={search}
            onChoose={choose}
          />
          <Button look="quiet" icon={Undo2} onPress={undo}>
            Undo
          </Button>
        </div>
        {error !== null && (
          <ErrorPanel error={error}>
            <Button onPress={() => void onboarding.start(profileId)}>Try again</Button>
          </ErrorPanel>
        )}
        {current !== null ? (
          <QuestionPanel
            film={current}
            details={details}
            stars={stars}
            hasKeys={hasKeys}
            starsRef={starsRef}
            onRate={rate}
            onClear={clear}
            onUndo={undo}
            onNotSeen={notSeen}
            onNotForMe={act(() => onboarding.notForMe())}
            onNext={act(() => (stars === null ? onboarding.skip() : onboarding.next()))}
          />
        ) : (
          <div className={styles.nothing}>
            {status === 'loading' && <Loading sentence="Choosing films that tell most about you" shapes={1} />}
            {status === 'ready' && (
              <EmptyState title="No more questions" action={<ButtonLink href={routes.discover}>See all my films</ButtonLink>}>
                You have answered everything there was to ask. Any film can still be added with the search above.
              </EmptyState>
            )}
          </div>
        )}
        {picks.length > 0 && (
          <section className={styles.picks} aria-label="Or pick one of these">
            <p>Or pick one you know well</p>
            <ul>
              {picks.map((film) => (
                <li key={film.filmId}>
                  <Poster film={film} size="small" isDecorative />
                  <button
                    type="button"
                    className={styles.pick}
                    title={film.title}
                    aria-label={`Rate ${film.title}`}
                    onClick={() => choose(film)}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
      <YourList />
    </div>
  );
}

/** Drawn anew when the list changes, not with every key: each drawing of the list measures its rows. */
const YourList = memo(function YourList() {
  const { onboarding } = useStores();
  const list = useStore(onboarding, (state) => state.list);
  const before = useStore(onboarding, (state) => state.before);
  const numRatings = useStore(onboarding, (state) => state.numRatings);
  const status = useStore(onboarding, (state) => state.status);
  const rows = useMemo(() => {
    const moves = movements(
      before,
      list.map(({ film }) => film.filmId),
    );
    return list.map(({ film, guess }, index) => ({ film, guess, movement: moves[index] ?? null }));
  }, [list, before]);
  return (
    <aside className={styles.right} aria-label="Your list">
      <div className={styles.sense}>
        <h2>Your list</h2>
        {numRatings < GOOD_LIST && <Bulbs lit={numRatings} total={GOOD_LIST} />}
        <p aria-live="polite">{status === 'loading' ? '' : senseLine(numRatings)}</p>
        <ButtonLink href={routes.discover} look={numRatings > 0 ? 'primary' : 'plain'}>
          {numRatings > 0 ? 'See all my films' : 'Look around first'}
        </ButtonLink>
      </div>
      <LiveList label="Recommended for you, best first" rows={rows} hrefOf={hrefOf} />
    </aside>
  );
});
