import { memo, useMemo } from 'react';
import type { Recommendation } from '../../../src-main/contract/shared.ts';
import { PosterCard } from '../../components/posterCard.tsx';
import { routes } from '../../routes.ts';
import { useFilmCommands, useFilmState, useHasSingleKeys, useStores } from '../../stores/hooks.tsx';
import { WhyPanel } from './whyPanel.tsx';

export interface FilmCardProps {
  readonly item: Recommendation;
  readonly profileId: string;
}

/** A recommended film with all that can be done to it. */
export const FilmCard = memo(function FilmCard({ item, profileId }: FilmCardProps) {
  const { discover } = useStores();
  const state = useFilmState(item.film.filmId, item.state);
  const commands = useFilmCommands();
  const hasKeys = useHasSingleKeys();
  const actions = useMemo(() => ({ ...commands, hold: (isHeld: boolean) => discover.hold(isHeld) }), [commands, discover]);
  return (
    <PosterCard
      film={item.film}
      state={state}
      guess={item.guess}
      href={routes.film(item.film.filmId)}
      actions={actions}
      hasKeys={hasKeys}
      why={() => <WhyPanel film={item.film} profileId={profileId} />}
    />
  );
});
