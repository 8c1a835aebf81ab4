import type { FoundRecipe } from '../../../../src-main/contract/images.ts';
import { Button } from '../../../components/button.tsx';
import { PanelDialog } from '../../../components/confirmDialog.tsx';
import { classNames } from '../../../components/classNames.ts';
import dialog from '../../../components/dialog.module.css';
import { routes } from '../../../routes.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import styles from './gallery.module.css';
import { RecipeRows } from './recipeRows.tsx';

/** What a file says of how it was painted, as plain text; nothing of it counts before the person says so. */
export function FoundRecipeDialog({ found, onClose }: { readonly found: FoundRecipe; readonly onClose: () => void }) {
  const client = useClient();
  const { studio, notices } = useStores();
  const painters = useLoad(() => client.images.painters(), 'painters');
  const isKnown = painters.data?.some(({ name }) => name === found.model) ?? false;

  const use = (): void => {
    const { prompt, negativePrompt, genres, decade, seed, steps, guidance, guidanceInterval, sampler, model } = found;
    studio.openFilm(null);
    studio.change({
      prompt,
      negativePrompt,
      genres,
      decade,
      start: null,
      ...(seed === null ? {} : { seed, isSeedLocked: true }),
      ...(steps === null ? {} : { steps }),
      ...(guidance === null ? {} : { guidance }),
      ...(guidanceInterval === null ? {} : { guidanceInterval }),
      ...(sampler === null ? {} : { sampler }),
      ...(isKnown ? { model } : {}),
    });
    onClose();
    window.location.assign(routes.studio);
    notices.say('The settings are in the form; nothing was painted yet');
  };
  return (
    <PanelDialog isOpen title="What this picture says of itself" onClose={onClose}>
      <RecipeRows recipe={found} />
      <p className={classNames(dialog.text, styles.note)}>
        Anyone may have written this.{' '}
        {found.seedInFile !== null && `Its seed ${found.seedInFile} is longer than ours; the last 31 bits are used. `}
        {found.model !== null &&
          painters.data !== null &&
          !isKnown &&
          `The painter “${found.model}” is not here; another will make another picture. `}
        {found.start !== null && 'It was painted from another picture, which is not in the file.'}
      </p>
      <div className={dialog.actions}>
        <Button onPress={onClose}>Leave it</Button>
        <Button look="primary" autoFocus onPress={use}>
          Use these settings
        </Button>
      </div>
    </PanelDialog>
  );
}
