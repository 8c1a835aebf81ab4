import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Image } from '../../../src-main/contract/images.ts';
import { layoutNames } from '../../../src-main/contract/pictures.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { Loading } from '../../components/loading.tsx';
import { saveFile } from '../../components/saveFile.ts';
import { Segmented } from '../../components/segmented.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import styles from './studio.module.css';

type Layout = (typeof layoutNames)[number];

const LABELS: Readonly<Record<Layout, string>> = { foot: 'Foot', head: 'Head', band: 'Band', frame: 'Frame' };
const SHOWN_WIDTH = 800;
const SAVED_WIDTH = 1600;

/** The picture as the film's poster: title, year and tagline are type, set over it; the painter never wrote a letter. */
export function FilmLettering({ image, filmId }: { readonly image: Image; readonly filmId: number }) {
  const client = useClient();
  const { notices } = useStores();
  const [layout, setLayout] = useState<Layout>('foot');
  const { imageId } = image;
  const poster = useLoad(
    async () => ({
      film: await client.catalog.film({ filmId }),
      file: await client.images.poster({ imageId, filmId, layout, width: SHOWN_WIDTH }),
    }),
    imageId,
    layout,
  );
  const save = async (format: 'png' | 'svg'): Promise<void> => {
    try {
      const { fileName, mediaType, base64 } = await client.images.poster({ imageId, filmId, layout, format, width: SAVED_WIDTH });
      saveFile(
        fileName,
        mediaType,
        Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
      );
      notices.say(`Saved ${fileName}`);
    } catch (error) {
      notices.fail(error);
    }
  };
  return (
    <div className={styles.lettering}>
      {poster.error !== null ? (
        <ErrorPanel error={poster.error} title="The poster could not be set" />
      ) : poster.data === null ? (
        <Loading sentence="Setting the title" shapes={1} />
      ) : (
        <img
          className={styles.large}
          src={`data:${poster.data.file.mediaType};base64,${poster.data.file.base64}`}
          alt={`Painted poster for ${poster.data.film.title}`}
          width={SHOWN_WIDTH}
          height={SHOWN_WIDTH * 1.5}
        />
      )}
      <Segmented label="Layout" value={layout} onChange={setLayout} options={layoutNames.map((id) => ({ id, label: LABELS[id] }))} />
      <div className={styles.actions}>
        <Button icon={Download} onPress={() => void save('png')}>
          Poster as PNG
        </Button>
        <Button icon={Download} onPress={() => void save('svg')}>
          Poster as SVG
        </Button>
      </div>
    </div>
  );
}
