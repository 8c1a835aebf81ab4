import { Download, Undo2 } from 'lucide-react';
import type { FilmDetails } from '../../../src-main/contract/catalog.ts';
import { Button } from '../../components/button.tsx';
import { saveFile } from '../../components/saveFile.ts';
import { SaveMenu } from '../../components/saveMenu.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import styles from './filmScreen.module.css';

const kinds = [
  { id: 'png-1000', words: 'Picture, 1,000 pixels wide', note: 'PNG', format: 'png', width: 1000 },
  { id: 'png-2400', words: 'Picture for print, 2,400 pixels wide', note: 'PNG, A4 at 300 dots an inch', format: 'png', width: 2400 },
  { id: 'svg', words: 'Drawing', note: 'SVG, any size; lettering as outlines', format: 'svg', width: 1000 },
] as const;

export interface PosterExportProps {
  readonly film: FilmDetails;
  /** The film has another poster now. */
  readonly onChanged: () => void;
}

/** Saves the poster as a file, and takes back a painted one; the host draws it, so that fonts and colours are the same everywhere. */
export function PosterExport({ film, onChanged }: PosterExportProps) {
  const client = useClient();
  const { notices } = useStores();
  const { filmId, paintedPoster } = film;
  const isPainted = paintedPoster !== null;
  const save = async (kind: (typeof kinds)[number]): Promise<void> => {
    const asked = { filmId, format: kind.format, width: kind.width };
    try {
      const { fileName, mediaType, base64 } = await (isPainted ? client.images.keptPoster(asked) : client.catalog.posterImage(asked));
      saveFile(
        fileName,
        mediaType,
        Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
      );
      notices.say(`Saved ${fileName}`);
    } catch (error) {
      notices.fail(error, () => void save(kind));
    }
  };
  const drop = async (): Promise<void> => {
    try {
      await client.images.dropPoster({ filmId });
      onChanged();
    } catch (error) {
      notices.fail(error);
    }
  };
  return (
    <>
      <SaveMenu kinds={kinds} onSave={(kind) => void save(kind)}>
        <Button icon={Download} className={styles.export}>
          {film.posterUrl === null || isPainted ? 'Save this poster' : 'Save the drawn poster'}
        </Button>
      </SaveMenu>
      {isPainted && (
        <Button icon={Undo2} className={styles.export} onPress={() => void drop()}>
          Use the drawn poster again
        </Button>
      )}
      {film.posterUrl === null && <p className={styles.caption}>Drawn from the title, year and genres.</p>}
      {isPainted && <p className={styles.caption}>Painted in the studio.</p>}
    </>
  );
}
