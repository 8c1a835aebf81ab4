import { Check, Download } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { FilmDetails } from '../../../src-main/contract/catalog.ts';
import type { Image } from '../../../src-main/contract/images.ts';
import { type LayoutName, layoutNames } from '../../../src-main/contract/pictures.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { Loading } from '../../components/loading.tsx';
import { saveFile } from '../../components/saveFile.ts';
import { SaveMenu } from '../../components/saveMenu.tsx';
import { TextField } from '../../components/textField.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import styles from './stage.module.css';

const LABELS: Readonly<Record<LayoutName, string>> = {
  foot: 'Foot slab',
  head: 'Serif head',
  spine: 'Spine',
  frame: 'Deco frame',
  cut: 'Cut paper',
};
const SHOWN_WIDTH = 800;
const KINDS = [
  { id: 'png-1000', words: 'Poster, 1,000 pixels wide', note: 'PNG', format: 'png', width: 1000 },
  { id: 'png-2400', words: 'Poster for print, 2,400 pixels wide', note: 'PNG, A4 at 300 dots an inch', format: 'png', width: 2400 },
  { id: 'svg', words: 'Drawing', note: 'SVG, lettering as outlines', format: 'svg', width: 1000 },
] as const;

/** The picture as the film's poster: title, year and tagline are type, set over it; the painter never wrote a letter. */
export function FilmLettering({ image, filmId }: { readonly image: Image; readonly filmId: number }) {
  const client = useClient();
  const film = useLoad(() => client.catalog.film({ filmId }), filmId);
  if (film.error !== null) return <ErrorPanel error={film.error} title="The film of this picture could not be read" />;
  if (film.data === null) return <Loading sentence="Setting the title" shapes={1} />;
  return <Lettered image={image} film={film.data} onKept={film.reload} />;
}

interface LetteredProps {
  readonly image: Image;
  readonly film: FilmDetails;
  readonly onKept: () => void;
}

function Lettered({ image, film, onKept }: LetteredProps) {
  const client = useClient();
  const { notices } = useStores();
  const { imageId } = image;
  const { filmId, paintedPoster } = film;
  const isKept = paintedPoster?.imageId === imageId;
  const [layout, setLayout] = useState<LayoutName>(isKept ? paintedPoster.layout : 'foot');
  const [written, setWritten] = useState((isKept ? paintedPoster.tagline : film.tagline) ?? '');
  const tagline = useDeferredValue(written.trim() === '' ? null : written.trim());
  const posters = useLoad(
    () =>
      Promise.all(
        layoutNames.map((name) => client.images.poster({ imageId, filmId, layout: name, tagline, format: 'svg', width: SHOWN_WIDTH })),
      ),
    `${imageId} ${filmId}`,
    tagline ?? '',
  );

  const act = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notices.fail(error);
    }
  };
  const keep = async (): Promise<void> => {
    await client.images.keepPoster({ imageId, filmId, layout, tagline });
    notices.say(`Kept as the poster of ${film.title}`, () => void act(drop));
    onKept();
  };
  const drop = async (): Promise<void> => {
    await client.images.dropPoster({ filmId });
    notices.say('The drawn poster is used again');
    onKept();
  };
  const save = async ({ format, width }: (typeof KINDS)[number]): Promise<void> => {
    const { fileName, mediaType, base64 } = await client.images.poster({ imageId, filmId, layout, tagline, format, width });
    saveFile(
      fileName,
      mediaType,
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    );
    notices.say(`Saved ${fileName}`);
  };

  if (posters.error !== null) return <ErrorPanel error={posters.error} title="The poster could not be set" />;
  if (posters.data === null) return <Loading sentence="Setting the title" shapes={1} />;
  const sources = posters.data.map(({ base64 }) => `data:image/svg+xml;base64,${base64}`);
  const isSame = isKept && paintedPoster.layout === layout && paintedPoster.tagline === tagline;
  return (
    <div className={styles.lettering}>
      <img
        className={styles.picture}
        src={sources[layoutNames.indexOf(layout)]}
        alt={`Painted poster for ${film.title}`}
        width={SHOWN_WIDTH}
        height={SHOWN_WIDTH * 1.5}
      />
      <RadioGroup
        className={styles.layouts ?? ''}
        aria-label="Layout"
        orientation="horizontal"
        value={layout}
        onChange={(name) => setLayout(layoutNames.find((one) => one === name) ?? 'foot')}
      >
        {layoutNames.map((name, at) => (
          <Radio key={name} value={name} className={styles.layout ?? ''} aria-label={LABELS[name]}>
            <img src={sources[at]} alt="" width={SHOWN_WIDTH} height={SHOWN_WIDTH * 1.5} />
          </Radio>
        ))}
      </RadioGroup>
      <TextField label="Tagline" value={written} onChange={setWritten} maxLength={160} placeholder="None" />
      <div className={styles.actions}>
        {isSame ? (
          <Button onPress={() => void act(drop)}>Use the drawn poster again</Button>
        ) : (
          <Button icon={Check} onPress={() => void act(keep)}>
            {isKept ? 'Keep it so' : 'Keep as the film’s poster'}
          </Button>
        )}
        <SaveMenu kinds={KINDS} onSave={(kind) => void act(() => save(kind))}>
          <Button icon={Download}>Save the poster</Button>
        </SaveMenu>
      </div>
    </div>
  );
}
