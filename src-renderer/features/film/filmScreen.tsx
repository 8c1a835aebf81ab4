import { ArrowLeft, Brush } from 'lucide-react';
import { useEffect } from 'react';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/emptyState.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { Poster } from '../../components/poster.tsx';
import { useTitle } from '../../components/useTitle.ts';
import { routes } from '../../routes.ts';
import { useActiveProfile, useClient, useRatingsRevision, useStores } from '../../stores/hooks.tsx';
import { rememberFilm } from '../../stores/recentFilms.ts';
import { useLoad } from '../../stores/useLoad.ts';
import page from '../../styles/page.module.css';
import text from '../../styles/text.module.css';
import { FilmFacts } from './filmFacts.tsx';
import styles from './filmScreen.module.css';
import { FilmVerdict } from './filmVerdict.tsx';
import { GuessPanel } from './guessPanel.tsx';
import { PosterExport } from './posterExport.tsx';
import { SimilarFilms } from './similarFilms.tsx';

/** Everything about one film for one person. */
export function FilmScreen({ filmId }: { readonly filmId: number }) {
  const client = useClient();
  const { ratings } = useStores();
  const profile = useActiveProfile();
  const revision = useRatingsRevision();
  const film = useLoad(() => client.catalog.film({ filmId }), filmId);
  const profileId = profile?.profileId ?? null;
  const forMe = useLoad(
    async (signal) => (profileId === null ? null : client.recommendations.forFilm({ profileId, filmId }, { signal })),
    `${filmId} ${profileId}`,
    revision,
  );

  useTitle(film.data?.title ?? 'Film');
  useEffect(() => {
    if (film.data !== null) rememberFilm(film.data, localStorage);
  }, [film.data]);
  useEffect(() => {
    if (film.data !== null && forMe.data !== null) ratings.learn([{ film: film.data, state: forMe.data.state }]);
  }, [film.data, forMe.data, ratings]);

  if (film.data === null) {
    return (
      <div className={page.page}>
        <h1 className={text.hidden}>Film</h1>
        {film.error === null ? (
          <Loading sentence="Looking up this film" shapes={1} />
        ) : film.error.code === 'not-found' ? (
          <EmptyState title="This film is not in the catalogue" action={<ButtonLink href={routes.discover}>Back to Discover</ButtonLink>}>
            It may belong to a data set that was removed.
          </EmptyState>
        ) : (
          <ErrorPanel error={film.error} title="The film could not be read">
            <Button onPress={film.reload}>Try again</Button>
          </ErrorPanel>
        )}
      </div>
    );
  }

  const details = film.data;
  return (
    <div className={page.page}>
      <a className={styles.back} href={routes.discover}>
        <Icon of={ArrowLeft} />
        Discover
      </a>
      <div className={styles.film}>
        <div className={styles.side}>
          <Poster film={details} className={styles.poster} isDecorative />
          <PosterExport film={details} onChanged={film.reload} />
          <ButtonLink icon={Brush} className={styles.export} href={routes.paintFilm(filmId)}>
            Paint a poster
          </ButtonLink>
        </div>
        <div className={styles.middle}>
          <h1 className={styles.title}>{details.title}</h1>
          <FilmFacts film={details} />
          <FilmVerdict film={details} />
          {details.tagline !== null && <p className={styles.tagline}>{details.tagline}</p>}
          {details.overview !== null && <p className={styles.plot}>{details.overview}</p>}
          <People director={details.director} cast={details.cast} numRatings={details.numRatings} meanStars={details.meanStars} />
        </div>
        <GuessPanel film={details} forMe={forMe} />
      </div>
      <SimilarFilms filmId={filmId} />
    </div>
  );
}

interface PeopleProps {
  readonly director: string | null;
  readonly cast: readonly string[];
  readonly numRatings: number;
  readonly meanStars: number | null;
}

function People({ director, cast, numRatings, meanStars }: PeopleProps) {
  return (
    <dl className={styles.people}>
      {director !== null && (
        <>
          <dt>Direction</dt>
          <dd>{director}</dd>
        </>
      )}
      {cast.length > 0 && (
        <>
          <dt>Cast</dt>
          <dd>{cast.slice(0, 8).join(', ')}</dd>
        </>
      )}
      <dt>In the data</dt>
      <dd>{inTheData(numRatings, meanStars)}</dd>
    </dl>
  );
}

/** "Rated by 102 people, mean 3.9." */
export function inTheData(numRatings: number, meanStars: number | null): string {
  if (numRatings === 0) return 'Nobody in the data has rated it, so every guess about it is a weak one.';
  const people = `Rated by ${numRatings.toLocaleString('en')} ${numRatings === 1 ? 'person' : 'people'}`;
  const mean = meanStars === null ? '' : `, mean ${meanStars.toFixed(1)}`;
  const fame = numRatings < 10 ? ' A lesser-known film.' : '';
  return `${people}${mean}.${fame}`;
}
