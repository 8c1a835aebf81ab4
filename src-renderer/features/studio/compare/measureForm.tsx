import { useState } from 'react';
import type { PictureComparison } from '../../../../src-main/contract/comparisons.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { TextField } from '../../../components/textField.tsx';
import { useClient } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import styles from './compare.module.css';

/** Distances of all models to real pictures. */
export function MeasureForm({ comparison: { comparisonId, reference } }: { readonly comparison: PictureComparison }) {
  const client = useClient();
  const [path, setPath] = useState(reference?.path ?? '');
  const measure = useAction(async () => {
    await client.comparisons.measure({ comparisonId, reference: path.trim() });
  });
  return (
    <form
      className={styles.form}
      aria-label="Measure"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') void measure.run();
      }}
    >
      <h2>Measure the distance to real pictures</h2>
      <TextField
        label="Folder or tar of real pictures"
        value={path}
        onChange={setPath}
        placeholder="/path/to/posters"
        help="Each model’s pictures against these, by an encoder that never saw either (KID)."
      />
      {measure.error !== null && <ErrorPanel error={measure.error} title="Nothing was measured" />}
      <div>
        <Button type="submit" isDisabled={path.trim() === '' || measure.isRunning}>
          Measure
        </Button>
      </div>
    </form>
  );
}
