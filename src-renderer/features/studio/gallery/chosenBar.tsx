import { Columns2, Frame, Heart, Trash2 } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { counted } from '../../../components/numberWords.ts';
import { routes } from '../../../routes.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import styles from './gallery.module.css';

export interface ChosenBarProps {
  readonly chosen: readonly string[];
  /** Ids of all on this page. */
  readonly all: readonly string[];
  /** Something about a picture is different now. */
  readonly onChanged: () => void;
}

/** What can be done with the chosen pictures. */
export function ChosenBar({ chosen, all, onChanged }: ChosenBarProps) {
  const client = useClient();
  const { gallery, notices } = useStores();
  const [first, second] = chosen;

  /** One after the other; what was done before a fault stays done. */
  const forEach = async (ids: readonly string[], work: (imageId: string) => Promise<unknown>): Promise<void> => {
    try {
      for (const imageId of ids) await work(imageId);
    } catch (error) {
      notices.fail(error);
    }
    onChanged();
  };
  const mark = async (): Promise<void> => {
    await forEach(chosen, (imageId) => client.images.update({ imageId, isFavourite: true }));
    gallery.choose();
    notices.say(`${counted(chosen.length, 'favourite')} marked`);
  };
  /** Pictures that were painted for a film become its poster, the last one chosen where there are several; the others stay as they are. */
  const keep = async (): Promise<void> => {
    const films = new Set<number>();
    await forEach(chosen, async (imageId) => {
      const { filmId, grid } = await client.images.get({ imageId });
      if (filmId === null || grid !== null) return;
      await client.images.keepPoster({ imageId, filmId });
      films.add(filmId);
    });
    if (films.size === 0) return notices.say('None of these was painted for a film');
    gallery.choose();
    notices.say(`${counted(films.size, 'film has', 'films have')} a new poster`, () => void putBack([...films]));
  };
  const putBack = async (films: readonly number[]): Promise<void> => {
    try {
      for (const filmId of films) await client.images.dropPoster({ filmId });
    } catch (error) {
      notices.fail(error);
    }
  };
  const remove = async (): Promise<void> => {
    await forEach(chosen, (imageId) => client.images.remove({ imageId }));
    gallery.choose();
    notices.say(
      `${counted(chosen.length, 'picture')} deleted`,
      () => void forEach(chosen, (imageId) => client.images.restore({ imageId })),
    );
  };
  return (
    <div className={styles.chosenBar} role="toolbar" aria-label="Chosen pictures">
      <span role="status">
        {chosen.length === 0 ? 'Choose pictures; two can be compared.' : `${counted(chosen.length, 'picture')} chosen`}
      </span>
      <Button look="quiet" onPress={() => gallery.setState({ chosen: all })}>
        Choose all here
      </Button>
      <span className={styles.gap} />
      <Button
        look="primary"
        icon={Columns2}
        isDisabled={chosen.length !== 2}
        onPress={() => {
          if (first === undefined || second === undefined) return;
          gallery.stopChoosing();
          window.location.assign(routes.pictures(first, second));
        }}
      >
        Compare two
      </Button>
      <Button icon={Frame} isDisabled={chosen.length === 0} onPress={() => void keep()}>
        Keep as film posters
      </Button>
      <Button icon={Heart} isDisabled={chosen.length === 0} onPress={() => void mark()}>
        Favourites
      </Button>
      <Button look="danger" icon={Trash2} isDisabled={chosen.length === 0} onPress={() => void remove()}>
        {chosen.length === 0 ? 'Delete' : `Delete ${counted(chosen.length, 'picture')}`}
      </Button>
    </div>
  );
}
