import { useState } from 'react';
import { useLocation } from 'wouter';
import type { LabProtocol, ModelOption } from '../../../../src-main/contract/experiments.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { TextField } from '../../../components/textField.tsx';
import { useAction } from '../../../stores/useAction.ts';
import type { Changes } from './hyperparameterFields.tsx';
import { objectiveWords } from './searchWords.ts';
import styles from './train.module.css';
import { useClient } from '../../../stores/hooks.tsx';

const METHODS = [
  { id: 'random', label: 'At random' },
  { id: 'successive-halving', label: 'Halving' },
] as const;

export interface SearchFormProps {
  readonly dataset: string;
  readonly protocol: LabProtocol;
  readonly model: ModelOption;
  readonly changes: Changes;
}

/** Let settings be drawn and measured on validation rows; test rows are never read. */
export function SearchForm({ dataset, protocol, model, changes }: SearchFormProps) {
  const lab = useClient();
  const [, navigate] = useLocation();
  const [trials, setTrials] = useState('20');
  const [method, setMethod] = useState<(typeof METHODS)[number]['id']>('random');
  const count = /^([1-9]\d?|[1-4]\d\d|500)$/.test(trials.trim()) ? Number(trials) : null;
  const begin = useAction(async () => {
    if (count === null || protocol === 'cold-users') return;
    const { searchId } = await lab.experiments.search({
      dataset,
      protocol,
      model: model.name,
      hyperparameters: changes,
      method,
      trials: count,
    });
    navigate(`/lab/train/${encodeURIComponent(`search:${searchId}`)}`);
  });
  if (model.objective === null) return null;
  return (
    <section className={styles.search} aria-labelledby="search-settings">
      <h2 id="search-settings">Search for settings</h2>
      <p className={styles.citation}>
        {`Draws settings from their ranges and measures ${objectiveWords(model.objective)} on a validation part of the training rows. Halving gives the better third of them three times the data, again and again.`}
      </p>
      <div className={styles.searchRow}>
        <Segmented label="Method" options={METHODS} value={method} onChange={setMethod} />
        <div className={styles.trials}>
          <TextField
            label="Settings to try"
            value={trials}
            onChange={setTrials}
            inputMode="numeric"
            error={count === null ? 'A whole number from 1 to 500.' : null}
          />
        </div>
        <Button onPress={() => void begin.run()} isDisabled={begin.isRunning || count === null}>
          Search
        </Button>
      </div>
      {begin.error !== null && <ErrorPanel error={begin.error} title="The search was not started" />}
    </section>
  );
}
