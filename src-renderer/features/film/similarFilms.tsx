import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { Loading } from '../../components/loading.tsx';
import { PosterCard } from '../../components/posterCard.tsx';
import { PosterRow } from '../../components/posterRow.tsx';
import type { OutputsOf } from '../../client/outputs.ts';
import { routes } from '../../routes.ts';
import { useActiveProfile, useClient, useFilmCommands, useFilmState, useHasSingleKeys, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import styles from './filmScreen.module.css';

type Similar = OutputsOf['recommendations']['similar']['items'][number];

/** Films that the model holds for alike; a row that scrolls sideways. */
export function SimilarFilms({ filmId }: { readonly filmId: number }) {
  const client = useClient();
  const { ratings } = useStores();
  const profileId = useActiveProfile()?.profileId;
  const { data, error, reload } = useLoad(
    () => client.recommendations.similar({ filmId, limit: 16, ...(profileId === undefined ? {} : { profileId }) }),
    `${filmId} ${profileId ?? ''}`,
  );
  useEffect(() => {
    if (data !== null) ratings.learn(data.items);
  }, [data, ratings]);
  if (data !== null && data.items.length === 0) return null;
  const instead =
    error === null ? (
      <Loading sentence="Comparing films" shapes={8} />
    ) : (
      <ErrorPanel error={error} title="Similar films could not be found">
        <Button onPress={reload}>Try again</Button>
      </ErrorPanel>
    );
  return (
    <div className={styles.similar}>
      <PosterRow title="Similar films" instead={data === null ? instead : null}>
        {data?.items.map((item) => (
          <SimilarCard key={item.film.filmId} item={item} />
        ))}
      </PosterRow>
    </div>
  );
}

function SimilarCard({ item }: { readonly item: Similar }) {
  const state = useFilmState(item.film.filmId, item.state);
  return (
    <li>
      <PosterCard
        film={item.film}
        state={state}
        guess={null}
        href={routes.film(item.film.filmId)}
        actions={useFilmCommands()}
        hasKeys={useHasSingleKeys()}
      />
    </li>
  );
}
