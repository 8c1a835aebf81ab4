import { FileSearch } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useStore } from 'zustand';
import { Button } from '../../../components/button.tsx';
import { base64Of, pictureFault } from '../../../components/pictureFile.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { FoundRecipeDialog } from './foundRecipeDialog.tsx';
import styles from './gallery.module.css';

/** Reads the recipe of a picture file; what it says is shown before anything is taken from it. */
function useReadRecipe(): (file: File | undefined) => Promise<void> {
  const client = useClient();
  const { gallery, notices } = useStores();
  return async (file) => {
    if (file === undefined) return;
    const fault = pictureFault(file);
    if (fault !== null) return notices.setState({ fault: { error: fault, retry: null } });
    try {
      gallery.setState({ found: await client.images.readRecipe({ base64: await base64Of(file) }) });
    } catch (error) {
      notices.fail(error);
    }
  };
}

/** Around the whole studio: a picture that is dropped anywhere is asked for its recipe. */
export function RecipeDrop({ children }: { readonly children: ReactNode }) {
  const read = useReadRecipe();
  const { gallery } = useStores();
  const found = useStore(gallery, (state) => state.found);
  const [isOver, setIsOver] = useState(false);
  /** Elements inside are entered before those around them are left. */
  const depth = useRef(0);
  const enter = (by: 1 | -1): void => {
    depth.current = Math.max(0, depth.current + by);
    setIsOver(depth.current > 0);
  };
  const hasFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');
  return (
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragEnter={(event) => hasFile(event) && enter(1)}
      onDragLeave={(event) => hasFile(event) && enter(-1)}
      onDragOver={(event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        depth.current = 0;
        setIsOver(false);
        if (event.defaultPrevented || !hasFile(event)) return;
        event.preventDefault();
        void read(event.dataTransfer.files[0]);
      }}
    >
      {children}
      {isOver && (
        <p className={styles.dropHint} aria-hidden="true">
          Drop a picture to read its recipe
        </p>
      )}
      {found !== null && <FoundRecipeDialog found={found} onClose={() => gallery.setState({ found: null })} />}
    </div>
  );
}

/** The same by a button. */
export function RecipeButton() {
  const read = useReadRecipe();
  return (
    <FileTrigger acceptedFileTypes={['image/png']} onSelect={(files) => void read(files?.[0])}>
      <Button look="quiet" icon={FileSearch}>
        Read a recipe
      </Button>
    </FileTrigger>
  );
}
