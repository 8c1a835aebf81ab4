import { memo } from 'react';
import type { Run } from '../../../../src-main/contract/runs.ts';
import { Button } from '../../../components/button.tsx';
import { namedModel } from '../../../components/modelWords.ts';
import { saveFile } from '../../../components/saveFile.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import lab from '../lab.module.css';
import { deviceWords } from './draft.ts';
import { settingWords, valueWords } from './settingWords.ts';
import styles from './train.module.css';

/** Everything that makes the run again, and the file that holds it. */
export const Recipe = memo(function Recipe({ run }: { readonly run: Run }) {
  const client = useClient();
  const { notices } = useStores();
  const { experiment } = run;
  const save = async (): Promise<void> => {
    try {
      const { fileName, mediaType, text } = await client.experiments.file({ runId: run.runId });
      saveFile(fileName, mediaType, text);
      notices.say(`Saved ${fileName}`);
    } catch (error) {
      notices.fail(error, () => void save());
    }
  };
  const facts: [string, string][] = [
    ['Model', namedModel(experiment.model)],
    ['Data', experiment.dataset.name],
    ['Protocol', experiment.protocol ?? 'all ratings'],
    ['Seeds', seedWords(experiment.seeds)],
    ['Device', deviceWords(run.device ?? experiment.device)],
    ...Object.entries(experiment.hyperparameters).map(([name, value]): [string, string] => [settingWords(name), valueWords(value)]),
    ['Data hash', experiment.dataset.sha256.slice(0, 12)],
  ];
  return (
    <section aria-labelledby="recipe">
      <h2 id="recipe" className={styles.asideTitle}>
        Recipe
      </h2>
      <dl className={lab.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button look="quiet" size="small" className={styles.saveRecipe} onPress={() => void save()}>
        Save as a file
      </Button>
    </section>
  );
});

function seedWords(seeds: readonly number[]): string {
  const isRow = seeds.every((seed, at) => seed === (seeds[0] ?? 0) + at);
  if (seeds.length > 2 && isRow) return `${seeds[0]} to ${seeds.at(-1)}`;
  return seeds.join(', ');
}
