import { Brush, Dices, Lock, LockOpen, X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { FilmDetails } from '../../../src-main/contract/catalog.ts';
import type { Painter, PaintRequest } from '../../../src-main/contract/images.ts';
import { samplerNames } from '../../../src-main/contract/pictures.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { GenreChips } from '../../components/genreChips.tsx';
import { SelectField } from '../../components/selectField.tsx';
import { Slider } from '../../components/slider.tsx';
import { TextField } from '../../components/textField.tsx';
import { routes } from '../../routes.ts';
import { useStores } from '../../stores/hooks.tsx';
import { MOST_SEED, newSeed } from '../../stores/studioStore.ts';
import styles from './studio.module.css';

const NO_DECADE = 'any';
const DECADES = [NO_DECADE, ...Array.from({ length: 12 }, (_, i) => String(1910 + 10 * i))];
const SAMPLER_LABELS: Readonly<Record<PaintRequest['sampler'], string>> = {
  'dpm++2m': 'DPM++ 2M',
  euler: 'Euler',
  heun: 'Heun',
  ddim: 'DDIM',
  'ddim-ancestral': 'DDIM ancestral',
  consistency: 'Consistency',
};

export interface PaintFormProps {
  readonly painters: readonly Painter[];
  /** The film to paint for: its genres, decade and plot say what, where no prompt does. */
  readonly film: FilmDetails | null;
  readonly onPaint: (request: PaintRequest) => void;
}

/** One field and one button are enough; all else has a default. */
export function PaintForm({ painters, film, onPaint }: PaintFormProps) {
  const { catalog } = useStores();
  const summary = useStore(catalog, (state) => state.summary);
  const [prompt, setPrompt] = useState('');
  const [genres, setGenres] = useState<string[]>([]);
  const [decade, setDecade] = useState(NO_DECADE);
  const [negativePrompt, setNegativePrompt] = useState('');
  const [model, setModel] = useState(painters[0]?.name ?? '');
  const [count, setCount] = useState(4);
  const [steps, setSteps] = useState(20);
  const [guidance, setGuidance] = useState(2);
  const [sampler, setSampler] = useState<PaintRequest['sampler']>('dpm++2m');
  const [seed, setSeed] = useState(newSeed);
  const [isLocked, setIsLocked] = useState(false);

  const isSeed = Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED;
  const submit = (): void => {
    if (!isSeed) return;
    onPaint({
      model,
      prompt,
      negativePrompt,
      genres,
      decade: decade === NO_DECADE ? null : Number(decade),
      filmId: film?.filmId ?? null,
      seed,
      steps,
      guidance,
      sampler,
      count,
      enlarge: true,
    });
    if (!isLocked) setSeed(newSeed());
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
      {film !== null && (
        <p className={styles.film}>
          <span>
            For <b>{film.title}</b>
          </span>
          <ButtonLink look="quiet" size="small" icon={X} href={routes.studio}>
            Without the film
          </ButtonLink>
        </p>
      )}
      <TextField
        label="Prompt"
        value={prompt}
        onChange={setPrompt}
        maxLength={2000}
        placeholder={film === null ? 'An empty street at dusk' : 'From its genres, decade and plot'}
      />
      {(film === null || prompt !== '') && (
        <>
          <div role="group" aria-label="Genres">
            <GenreChips chosen={genres} genres={summary?.genres ?? []} onChange={setGenres} />
          </div>
          <SelectField
            label="Decade"
            value={decade}
            onChange={setDecade}
            options={DECADES.map((id) => ({ id, label: id === NO_DECADE ? 'Any decade' : `${id}s` }))}
          />
        </>
      )}
      <Button look="primary" size="big" type="submit" icon={Brush} isDisabled={!isSeed}>
        {count === 1 ? 'Paint' : `Paint ${count}`}
      </Button>
      <details className={styles.advanced}>
        <summary>Advanced</summary>
        <div className={styles.advancedFields}>
          <Slider label="Pictures" value={count} min={1} max={16} step={1} onChange={setCount} words={String} />
          <TextField label="Lead away from" value={negativePrompt} onChange={setNegativePrompt} maxLength={2000} />
          <SelectField
            label="Painter"
            value={model}
            onChange={setModel}
            options={painters.map(({ name, width, height }) => ({ id: name, label: `${name}, ${width} x ${height}` }))}
          />
          <SelectField
            label="Sampler"
            value={sampler}
            onChange={setSampler}
            options={samplerNames.map((id) => ({ id, label: SAMPLER_LABELS[id] }))}
          />
          <Slider label="Steps" value={steps} min={1} max={60} step={1} onChange={setSteps} words={String} />
          <Slider label="Guidance" value={guidance} min={1} max={8} step={0.5} onChange={setGuidance} words={(value) => value.toFixed(1)} />
          <div className={styles.seed}>
            <TextField
              label="Seed"
              inputMode="numeric"
              value={Number.isNaN(seed) ? '' : String(seed)}
              onChange={(text) => setSeed(text.trim() === '' ? Number.NaN : Number(text))}
              error={isSeed ? null : 'A whole number up to 2,147,483,647.'}
            />
            <Button
              icon={isLocked ? Lock : LockOpen}
              aria-label={isLocked ? 'Seed is kept; let it change' : 'Keep this seed'}
              onPress={() => setIsLocked(!isLocked)}
            />
            <Button icon={Dices} aria-label="New seed" onPress={() => setSeed(newSeed())} />
          </div>
        </div>
      </details>
    </form>
  );
}
