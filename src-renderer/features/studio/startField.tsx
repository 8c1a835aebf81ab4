import { ImagePlus, X } from 'lucide-react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { base64Of, PICTURE_TYPES, pictureFault } from '../../components/pictureFile.ts';
import { Slider } from '../../components/slider.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import type { DraftStart } from '../../stores/studioStore.ts';
import styles from './studio.module.css';

/** A picture to paint from: dropped, chosen, or taken from the gallery; how much of it is painted anew. */
export function StartField() {
  const client = useClient();
  const { studio, notices } = useStores();
  const start = useStore(studio, (state) => state.start);

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const fault = pictureFault(file);
    if (fault !== null) return notices.setState({ fault: { error: fault, retry: null } });
    try {
      const { startId, url } = await client.images.keepStart({ base64: await base64Of(file) });
      studio.change({ start: { startId, url, strength: start?.strength ?? 0.5 } });
    } catch (error) {
      notices.fail(error);
    }
  };
  return (
    <DropZone
      className={styles.start ?? ''}
      aria-label="Picture to paint from"
      getDropOperation={(types) => (PICTURE_TYPES.some((type) => types.has(type)) ? 'copy' : 'cancel')}
      onDrop={({ items }) => {
        const file = items.find((item) => item.kind === 'file');
        if (file !== undefined) void file.getFile().then(take);
      }}
    >
      {start === null ? (
        <FileTrigger acceptedFileTypes={PICTURE_TYPES} onSelect={(files) => void take(files?.[0])}>
          <Button look="quiet" size="small" icon={ImagePlus}>
            Paint from a picture
          </Button>
        </FileTrigger>
      ) : (
        <Chosen start={start} />
      )}
    </DropZone>
  );
}

function Chosen({ start }: { readonly start: DraftStart }) {
  const { studio } = useStores();
  return (
    <div className={styles.chosenStart}>
      <img src={start.url} alt="What is painted from" />
      <Slider
        label="Paint anew"
        value={start.strength}
        min={0.05}
        max={1}
        step={0.05}
        onChange={(strength) => studio.change({ start: { ...start, strength } })}
        words={(strength) => `${Math.round(100 * strength)} %`}
      />
      <Button look="quiet" size="small" icon={X} aria-label="Paint from nothing" onPress={() => studio.change({ start: null })} />
    </div>
  );
}
