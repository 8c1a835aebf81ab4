import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLocation } from 'wouter';
import type { AppErrorShape } from '../../../src-main/contract/errors.ts';
import type { Film } from '../../../src-main/contract/shared.ts';
import { toAppError } from '../../client/appError.ts';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { Poster } from '../../components/poster.tsx';
import { useTitle } from '../../components/useTitle.ts';
import { Wordmark } from '../../components/wordmark.tsx';
import { routes } from '../../routes.ts';
import { useStores } from '../../stores/hooks.tsx';
import type { NewProfile } from '../../stores/profileStore.ts';
import { greeting, unusedName } from './greeting.ts';
import { ProfileForm } from './profileForm.tsx';
import styles from './welcome.module.css';

/** A wall of drawn posters and a short form; skipping is as easy as starting. */
export function WelcomeScreen({ isFirst }: { readonly isFirst: boolean }) {
  useTitle(isFirst ? 'Welcome' : 'New profile');
  const { profiles } = useStores();
  const known = useStore(profiles, (state) => state.profiles);
  const [, navigate] = useLocation();
  const [hour] = useState(() => new Date().getHours());
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppErrorShape | null>(null);
  const names = known.map((profile) => profile.name);

  const create = async (profile: NewProfile): Promise<void> => {
    setIsBusy(true);
    setError(null);
    try {
      const named = { ...profile, name: profile.name === '' ? unusedName(names) : profile.name };
      await profiles.create(named, () => navigate('/rate', { replace: true }));
    } catch (cause) {
      setError(toAppError(cause));
      setIsBusy(false);
    }
  };

  return (
    <div className={styles.screen}>
      <Wall />
      <main id="main" tabIndex={-1} className={styles.form}>
        <Wordmark href={isFirst ? undefined : routes.discover} />
        <div>
          <h1>
            {isFirst ? greeting(hour) : 'Another person, another list.'}
            <br />
            Tell us a little, or nothing.
          </h1>
          <p className={styles.intro}>
            It helps with the first guesses. After a dozen ratings it hardly matters, and you can change or erase it in Settings.
          </p>
        </div>
        {error !== null && <ErrorPanel error={error} title="The profile was not saved" />}
        <ProfileForm isFirst={isFirst} isBusy={isBusy} takenNames={names} onSubmit={(profile) => void create(profile)} />
        <p className={styles.note}>Nothing leaves this computer. There is no account.</p>
      </main>
    </div>
  );
}

const WALL_FILMS = 40;

function Wall() {
  const { client } = useStores();
  const [films, setFilms] = useState<readonly Film[]>([]);
  useEffect(() => {
    let isHere = true;
    client.catalog.wall({ limit: WALL_FILMS }).then(
      (wall) => isHere && setFilms(wall),
      // The wall is an ornament; the form beside it says what matters.
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [client]);
  return (
    <div className={styles.wall} aria-hidden="true">
      <div className={styles.posters}>
        {films.map((film) => (
          <Poster key={film.filmId} film={film} isDecorative />
        ))}
      </div>
      <p>Every film in the catalogue has a poster, drawn on your machine.</p>
    </div>
  );
}
