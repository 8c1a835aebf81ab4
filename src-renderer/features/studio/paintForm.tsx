import { Brush, X } from 'lucide-react';
import { useStore } from 'zustand';
import type { FilmDetails } from '../../../src-main/contract/catalog.ts';
import type { Grid } from '../../../src-main/contract/grids.ts';
import type { Painter, PaintRequest } from '../../../src-main/contract/images.ts';
import type { Film } from '../../../src-main/contract/shared.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { FilmSearchField } from '../../components/filmSearchField.tsx';
import { GenreChips } from '../../components/genreChips.tsx';
import { SelectField } from '../../components/selectField.tsx';
import { TextArea } from '../../components/textArea.tsx';
import { routes } from '../../routes.ts';
import { useStores } from '../../stores/hooks.tsx';
import { newSeed } from '../../stores/studioStore.ts';
import { useFilmSearch } from '../../stores/useFilmSearch.ts';
import { PaintAdvanced } from './paintAdvanced.tsx';
import { isGuidanceLearnt, requestOf } from './paintRequest.ts';
import { SheetFields } from './sheetFields.tsx';
import { StartField } from './startField.tsx';
import styles from './studio.module.css';
import { TenBest } from './tenBest.tsx';

const NO_DECADE = 'any';
const DECADES = [NO_DECADE, ...Array.from({ length: 12 }, (_, i) => String(1910 + 10 * i))];

const paintFor = ({ filmId }: Film): void => window.location.assign(routes.paintFilm(filmId));

export interface PaintFormProps {
  readonly painters: readonly Painter[];
  /** The film to paint for: its genres, decade and plot say what, where no prompt does. */
  readonly film: FilmDetails | null;
  readonly onPaint: (request: PaintRequest) => void;
  readonly onPaintSheet: (request: PaintRequest, grid: Grid) => void;
}

/** One field and one button are enough; all else has a default. */
export function PaintForm({ painters, film, onPaint, onPaintSheet }: PaintFormProps) {
  const { catalog, studio } = useStores();
  const search = useFilmSearch();
  const summary = useStore(catalog, (state) => state.summary);
  const draft = useStore(studio);
  const { prompt, genres, decade, count } = draft;
  const request = requestOf(draft, painters);
  const submit = (): void => {
    if (request === null) return;
    onPaint(request);
    if (!draft.isSeedLocked) studio.change({ seed: newSeed() });
  };

  return (
    <form
      className={styles.form}
      aria-label="What to paint"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {film === null ? (
        <FilmSearchField label="Film" hasLabel placeholder="Any film, or none" search={search} onChoose={paintFor} />
      ) : (
        <p className={styles.film}>
          <span>
            For <b>{film.title}</b>
          </span>
          <ButtonLink look="quiet" size="small" icon={X} href={routes.studio}>
            Without the film
          </ButtonLink>
        </p>
      )}
      <TextArea
        label="Prompt"
        value={prompt}
        onChange={(next) => studio.change({ prompt: next })}
        maxLength={2000}
        placeholder={film === null ? 'An empty street at dusk' : 'From its genres, decade and plot'}
        rows={3}
        onEnter={submit}
      />
      {(film === null || prompt !== '') && (
        <>
          <div role="group" aria-label="Genres">
            <GenreChips chosen={genres} genres={summary?.genres ?? []} onChange={(next) => studio.change({ genres: next })} />
          </div>
          <SelectField
            label="Decade"
            value={decade === null ? NO_DECADE : String(decade)}
            onChange={(id) => studio.change({ decade: id === NO_DECADE ? null : Number(id) })}
            options={DECADES.map((id) => ({ id, label: id === NO_DECADE ? 'Any decade' : `${id}s` }))}
          />
        </>
      )}
      <StartField />
      <Button look="primary" size="big" type="submit" icon={Brush} isDisabled={request === null}>
        {count === 1 ? 'Paint' : `Paint ${count}`}
      </Button>
      <PaintAdvanced painters={painters} />
      <SheetFields request={request} isGuidanceLearnt={isGuidanceLearnt(draft, painters)} onPaint={onPaintSheet} />
      {film === null && <TenBest request={request} />}
    </form>
  );
}
