import { Dices, Lock, LockOpen } from 'lucide-react';
import { useStore } from 'zustand';
import type { Painter, PaintRequest } from '../../../src-main/contract/images.ts';
import { samplerNames } from '../../../src-main/contract/pictures.ts';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/selectField.tsx';
import { RangeSlider, Slider } from '../../components/slider.tsx';
import { TextField } from '../../components/textField.tsx';
import { useStores } from '../../stores/hooks.tsx';
import { newSeed } from '../../stores/studioStore.ts';
import { isGuidanceLearnt, isSeed, painterOf } from './paintRequest.ts';
import { samplerWords } from './samplerWords.ts';
import styles from './studio.module.css';

/** Steps that are enough with weights for few, and otherwise. */
const STEPS = { few: 4, usual: 20 };
const FEW_HELP = 'Four steps are enough. Its guidance was learnt and cannot be changed, and nothing can be led away from.';
/** The enlarger's factor. */
const ENLARGED = 2;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** All that has a default which rarely needs to change. */
export function PaintAdvanced({ painters }: { readonly painters: readonly Painter[] }) {
  const { studio } = useStores();
  const draft = useStore(studio);
  const { count, negativePrompt, sampler, steps, guidance, guidanceInterval, seed, isSeedLocked, isEnlarged } = draft;
  const painter = painterOf(painters, draft);
  if (painter === undefined) return null;
  const { width, height, canEnlarge, hasFewSteps } = painter;
  const isLearnt = isGuidanceLearnt(draft, painters);
  const large = `${ENLARGED * width} x ${ENLARGED * height}, enlarged`;
  return (
    <details className={styles.advanced}>
      <summary>Advanced</summary>
      <div className={styles.advancedFields}>
        <Slider
          label="Pictures"
          value={count}
          min={1}
          max={16}
          step={1}
          onChange={(next) => studio.change({ count: next })}
          words={String}
        />
        <TextField
          label="Lead away from"
          value={negativePrompt}
          onChange={(next) => studio.change({ negativePrompt: next })}
          maxLength={2000}
          isDisabled={isLearnt}
        />
        <SelectField
          label="Painter"
          value={painter.name}
          onChange={(model) => studio.change({ model })}
          options={painters.map(({ name, origin }) => ({ id: name, label: origin === 'shipped' ? `${name}, comes with Marquee` : name }))}
        />
        <SelectField
          label="Size"
          value={canEnlarge && isEnlarged ? 'large' : 'native'}
          onChange={(id) => studio.change({ isEnlarged: id === 'large' })}
          options={[{ id: 'native', label: `${width} x ${height}` }, ...(canEnlarge ? [{ id: 'large', label: large }] : [])]}
          help={canEnlarge ? undefined : 'This painter has no enlarger.'}
        />
        <SelectField
          label="Sampler"
          value={sampler}
          onChange={(next) => studio.change({ sampler: next, ...stepsFor(next, sampler) })}
          options={samplerNames.map((id) => ({ id, label: samplerWords[id] }))}
          help={sampler !== 'consistency' ? undefined : hasFewSteps ? FEW_HELP : 'This painter has no weights for few steps.'}
        />
        <Slider label="Steps" value={steps} min={1} max={60} step={1} onChange={(next) => studio.change({ steps: next })} words={String} />
        <Slider
          label="Guidance"
          value={guidance}
          min={1}
          max={8}
          step={0.5}
          onChange={(next) => studio.change({ guidance: next })}
          words={(value) => (isLearnt ? 'as learnt' : value.toFixed(1))}
          isDisabled={isLearnt}
        />
        <RangeSlider
          label="Guidance acts"
          value={guidanceInterval}
          min={0}
          max={1}
          step={0.05}
          onChange={(next) => studio.change({ guidanceInterval: next })}
          words={([from, to]) =>
            isLearnt ? 'as learnt' : from === 0 && to === 1 ? 'all the way' : `${percent(from)} to ${percent(to)} of the way`
          }
          isDisabled={isLearnt}
          thumbLabels={['Guidance acts from', 'Guidance acts up to']}
        />
        <div className={styles.seed}>
          <TextField
            label="Seed"
            inputMode="numeric"
            value={Number.isNaN(seed) ? '' : String(seed)}
            onChange={(text) => studio.change({ seed: text.trim() === '' ? Number.NaN : Number(text) })}
            error={isSeed(seed) ? null : 'A whole number up to 2,147,483,647.'}
          />
          <Button
            icon={isSeedLocked ? Lock : LockOpen}
            aria-label={isSeedLocked ? 'Seed is kept; let it change' : 'Keep this seed'}
            onPress={() => studio.change({ isSeedLocked: !isSeedLocked })}
          />
          <Button icon={Dices} aria-label="New seed" onPress={() => studio.change({ seed: newSeed() })} />
        </div>
      </div>
    </details>
  );
}

/** Whoever turns to the sampler of few steps, or away from it, gets the steps that suit it. */
function stepsFor(next: PaintRequest['sampler'], before: PaintRequest['sampler']): { steps?: number } {
  if ((next === 'consistency') === (before === 'consistency')) return {};
  return { steps: next === 'consistency' ? STEPS.few : STEPS.usual };
}
