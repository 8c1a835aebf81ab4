import { Grid3x3 } from 'lucide-react';
import { useState } from 'react';
import { type Grid, type GridAxisName, gridAxisNames, readAxis } from '../../../src-main/contract/grids.ts';
import type { PaintRequest } from '../../../src-main/contract/images.ts';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/selectField.tsx';
import { TextField } from '../../components/textField.tsx';
import text from '../../styles/text.module.css';
import styles from './studio.module.css';

const AXES: Readonly<Record<GridAxisName, { readonly label: string; readonly values: string; readonly error: string }>> = {
  seed: { label: 'Seed', values: '1, 2, 3', error: 'Up to ten whole numbers, such as 1, 2, 3.' },
  guidance: { label: 'Guidance', values: '1, 2, 4', error: 'Up to ten numbers from 0 to 20, such as 1, 2, 4.' },
  steps: { label: 'Steps', values: '5, 10, 20', error: 'Up to ten whole numbers from 1 to 200, such as 5, 10, 20.' },
  sampler: { label: 'Sampler', values: 'euler, dpm++2m', error: 'Up to ten of dpm++2m, euler, heun, ddim, ddim-ancestral, consistency.' },
};
const OPTIONS = gridAxisNames.map((id) => ({ id, label: AXES[id].label }));

interface AxisDraft {
  readonly axis: GridAxisName;
  readonly text: string;
}

const fresh = (axis: GridAxisName): AxisDraft => ({ axis, text: AXES[axis].values });

export interface SheetFieldsProps {
  /** The settings of the form; null while one of them cannot be. */
  readonly request: PaintRequest | null;
  /** The sampler's weights learnt one guidance. */
  readonly isGuidanceLearnt: boolean;
  readonly onPaint: (request: PaintRequest, grid: Grid) => void;
}

/** A picture for every pair of two settings, on one sheet with labels. */
export function SheetFields({ request, isGuidanceLearnt, onPaint }: SheetFieldsProps) {
  const [across, setAcross] = useState(fresh('seed'));
  const [down, setDown] = useState(fresh('guidance'));
  const x = readAxis(across.axis, across.text);
  const y = readAxis(down.axis, down.text);
  const axes = [across.axis, down.axis];
  const grid = x === null || y === null || x.axis === y.axis ? null : { x, y };
  return (
    <details className={styles.advanced}>
      <summary>Sheet of two settings</summary>
      <div className={styles.advancedFields}>
        <Axis label="Across" draft={across} isValid={x !== null} other={down.axis} onChange={setAcross} />
        <Axis label="Down" draft={down} isValid={y !== null} other={across.axis} onChange={setDown} />
        {isGuidanceLearnt && axes.includes('guidance') && !axes.includes('sampler') && (
          <p className={text.small}>The chosen sampler has learnt its guidance: pictures that differ in nothing else will be alike.</p>
        )}
        <Button
          icon={Grid3x3}
          isDisabled={request === null || grid === null}
          onPress={() => {
            if (request !== null && grid !== null) onPaint(request, grid);
          }}
        >
          {grid === null ? 'Paint a sheet' : `Paint a sheet of ${grid.x.values.length * grid.y.values.length}`}
        </Button>
      </div>
    </details>
  );
}

interface AxisProps {
  readonly label: string;
  readonly draft: AxisDraft;
  readonly isValid: boolean;
  /** Of the other axis, which this one cannot be. */
  readonly other: GridAxisName;
  readonly onChange: (draft: AxisDraft) => void;
}

function Axis({ label, draft, isValid, other, onChange }: AxisProps) {
  return (
    <>
      <SelectField
        label={label}
        value={draft.axis}
        options={OPTIONS.filter(({ id }) => id !== other)}
        onChange={(axis) => onChange(fresh(axis))}
      />
      <TextField
        label={`Values of ${AXES[draft.axis].label.toLowerCase()}`}
        value={draft.text}
        maxLength={200}
        onChange={(text) => onChange({ ...draft, text })}
        error={isValid ? null : AXES[draft.axis].error}
      />
    </>
  );
}
