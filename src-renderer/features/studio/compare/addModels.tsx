import { type ChangeEvent, useRef, useState } from 'react';
import type { Brought, PictureComparison } from '../../../../src-main/contract/comparisons.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { counted } from '../../../components/numberWords.ts';
import { Segmented } from '../../../components/segmented.tsx';
import { SelectField } from '../../../components/selectField.tsx';
import { TextField } from '../../../components/textField.tsx';
import { useClient } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { useLoad } from '../../../stores/useLoad.ts';
import { bringInParts } from './bringInParts.ts';
import styles from './compare.module.css';

const WAYS = [
  { id: 'painter', label: 'A painter of ours' },
  { id: 'files', label: 'Files' },
  { id: 'folder', label: 'A folder' },
] as const;
type Way = (typeof WAYS)[number]['id'];

export interface AddModelsProps {
  readonly comparison: PictureComparison;
  readonly onChanged: () => void;
}

/** More models: one of ours paints the prompts; pictures from elsewhere are brought. */
export function AddModels({ comparison, onChanged }: AddModelsProps) {
  const client = useClient();
  const painters = useLoad(() => client.images.painters(), 'painters');
  const [way, setWay] = useState<Way | null>(null);
  const chosen = way ?? (painters.data?.length === 0 ? 'files' : 'painter');
  return (
    <section className={styles.form} aria-labelledby="add">
      <h2 id="add">Add a model</h2>
      <Segmented label="Where its pictures come from" options={WAYS} value={chosen} onChange={setWay} />
      {chosen === 'painter' ? (
        <PaintForm comparison={comparison} names={(painters.data ?? []).map(({ name }) => name)} />
      ) : (
        <BringForm key={chosen} comparison={comparison} way={chosen} onChanged={onChanged} />
      )}
    </section>
  );
}

function PaintForm({
  comparison: { comparisonId, prompts },
  names,
}: {
  readonly comparison: PictureComparison;
  readonly names: readonly string[];
}) {
  const client = useClient();
  const [model, setModel] = useState<string | null>(null);
  const [steps, setSteps] = useState('20');
  const [seed, setSeed] = useState('1');
  const name = model ?? names[0];
  const isSound = /^([1-9]\d?|1\d\d|200)$/.test(steps.trim()) && /^\d{1,9}$/.test(seed.trim());
  const paint = useAction(async () => {
    if (name !== undefined) await client.comparisons.paint({ comparisonId, model: name, steps: Number(steps), seed: Number(seed) });
  });
  if (name === undefined) return <p className={styles.note}>There is no painter yet; train one in the tab Train.</p>;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isSound) void paint.run();
      }}
    >
      <SelectField label="Painter" options={names.map((id) => ({ id, label: id }))} value={name} onChange={setModel} />
      <div className={styles.row}>
        <TextField label="Steps" value={steps} onChange={setSteps} inputMode="numeric" />
        <TextField label="Seed" value={seed} onChange={setSeed} inputMode="numeric" />
      </div>
      {!isSound && <p className={styles.note}>Steps from 1 to 200, and a seed of up to nine digits.</p>}
      {paint.error !== null && <ErrorPanel error={paint.error} title="Nothing was painted" />}
      <div>
        <Button type="submit" isDisabled={!isSound || paint.isRunning}>
          {`Paint ${counted(prompts.length, 'prompt')}`}
        </Button>
      </div>
    </form>
  );
}

interface BringFormProps extends AddModelsProps {
  readonly way: 'files' | 'folder';
}

function BringForm({ comparison: { comparisonId, prompts }, way, onChanged }: BringFormProps) {
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [seconds, setSeconds] = useState('');
  const [path, setPath] = useState('');
  const [brought, setBrought] = useState<Brought | null>(null);
  const time = seconds.trim() === '' ? null : Number(seconds.trim().replace(',', '.'));
  const isTime = time === null || (Number.isFinite(time) && time >= 0);
  const entrant = { comparisonId, name: name.trim(), seconds: time };
  const take = async (work: () => Promise<Brought>): Promise<void> => {
    setBrought(null);
    try {
      setBrought(await work());
    } finally {
      onChanged();
    }
  };
  const fromFolder = useAction(() => take(() => client.comparisons.bringFolder({ ...entrant, path: path.trim() })));
  const fromFiles = useAction(() => take(() => bringInParts(client, entrant, [...(input.current?.files ?? [])])));
  const isReady = entrant.name !== '' && isTime;
  const error = fromFolder.error ?? fromFiles.error;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && way === 'folder' && path.trim() !== '') void fromFolder.run();
      }}
    >
      <TextField label="Name of the model" value={name} onChange={setName} maxLength={80} autoComplete="off" />
      <TextField
        label="Seconds a picture took, if known"
        value={seconds}
        onChange={setSeconds}
        inputMode="decimal"
        error={isTime ? null : 'A number such as 2.5.'}
      />
      <p className={styles.note}>
        {`PNG, JPEG or WebP. A picture belongs to the prompt of its recipe or caption, else of its name: 1 to ${prompts.length} in the order of the prompts, or their words.`}
      </p>
      {way === 'folder' ? (
        <>
          <TextField label="Folder or tar" value={path} onChange={setPath} placeholder="/path/to/pictures" />
          <div>
            <Button type="submit" isDisabled={!isReady || path.trim() === '' || fromFolder.isRunning}>
              Bring them in
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button isDisabled={!isReady || fromFiles.isRunning} onPress={() => input.current?.click()}>
            Choose files
          </Button>
          <input
            ref={input}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            multiple
            hidden
            onChange={(event: ChangeEvent<HTMLInputElement>) => void fromFiles.run().finally(() => (event.target.value = ''))}
          />
        </div>
      )}
      {error !== null && <ErrorPanel error={error} title="Nothing was brought in" />}
      {brought !== null && <BroughtWords brought={brought} />}
    </form>
  );
}

function BroughtWords({ brought: { taken, refused } }: { readonly brought: Brought }) {
  return (
    <div role="status">
      <p>{`${counted(taken, 'picture')} brought in${refused.length === 0 ? '.' : `; ${refused.length} not:`}`}</p>
      {refused.length > 0 && (
        <ul className={styles.refused}>
          {refused.map(({ file, why }) => (
            <li key={file}>
              <b>{file}</b> {why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
