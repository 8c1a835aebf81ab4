import type { FormEvent } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import type { DatasetInfo } from '../../../../src-main/contract/datasets.ts';
import type { PainterCard } from '../../../../src-main/contract/painters.ts';
import { networkNames, shapeNames } from '../../../../src-main/contract/pictures.ts';
import { Button } from '../../../components/button.tsx';
import { DEVICE_OPTIONS } from '../../../components/deviceOptions.ts';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { SelectField } from '../../../components/selectField.tsx';
import { Switch } from '../../../components/switch.tsx';
import { TextArea } from '../../../components/textArea.tsx';
import { TextField } from '../../../components/textField.tsx';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { freeName, newPainterDraft, OWN_PICTURES, type PainterDraft } from '../../../stores/painterDraftStore.ts';
import { useAction } from '../../../stores/useAction.ts';
import { faultsOf, orderOf } from './draft.ts';
import styles from './train.module.css';

const KINDS = [
  { id: 'train', label: 'New painter' },
  { id: 'finetune', label: 'Fine-tune' },
] as const;
const LENGTHS = [
  { id: 'usual', label: 'Usual' },
  { id: 'steps', label: 'Steps' },
  { id: 'minutes', label: 'Minutes' },
] as const;
const WEIGHTS = [
  { id: 'low-rank', label: 'Low-rank' },
  { id: 'full', label: 'All weights' },
] as const;
const SIZES = [
  { id: '16', label: 'Small: 16 wide' },
  { id: '32', label: 'Middle: 16, then 32 wide' },
  { id: '64', label: 'Large: 16, 32, then 64 wide' },
] as const;
const NETWORKS: Readonly<Record<(typeof networkNames)[number], string>> = {
  unet: 'U-Net, learns on a processor',
  'uvit-nano': 'U-ViT nano, 3 million weights',
  'uvit-small': 'U-ViT small, 12 million weights',
  'uvit-base': 'U-ViT base, 45 million weights',
};

export interface TrainFormProps {
  readonly datasets: readonly DatasetInfo[];
  readonly painters: readonly PainterCard[];
}

/** What to learn from, what to learn, and for how long; then one button. */
export function TrainForm({ datasets, painters }: TrainFormProps) {
  const client = useClient();
  const [, navigate] = useLocation();
  const { painterDraft } = useStores();
  const typed = useStore(painterDraft, (state) => state.draft);
  const taken = painters.map(({ name }) => name);
  const posters = datasets.filter(({ numPosters }) => numPosters > 0);
  const draft = fitting(typed ?? newPainterDraft(taken), taken, posters);
  const set =
    <K extends keyof PainterDraft>(key: K) =>
    (value: PainterDraft[K]): void =>
      painterDraft.setState(({ draft: before }) => ({ draft: { ...draft, ...before, [key]: value } }));
  const faults = faultsOf(draft);
  const isNew = draft.kind === 'train';
  const begin = useAction(async () => {
    const { trainingId } = await client.painters.train(orderOf(draft));
    // The next one learns from the same pictures, if nothing else is said, under a name of its own.
    painterDraft.setState({ draft: { ...draft, name: freeName([...taken, draft.name]) } });
    navigate(`/studio/train/${trainingId}`);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (Object.keys(faults).length === 0 && isWhole(draft)) void begin.run();
  };
  return (
    <form className={styles.form} aria-label="New training" onSubmit={submit}>
      <h2>Train a painter</h2>
      {painters.length > 0 && (
        <div className={styles.field}>
          <Segmented label="Kind of training" options={KINDS} value={draft.kind} onChange={set('kind')} />
        </div>
      )}
      {!isNew && (
        <SelectField
          label="Go on from"
          options={painters.map(({ name }) => ({ id: name, label: name }))}
          value={draft.from}
          onChange={set('from')}
          help="It stays as it is; what is learnt becomes a new painter."
        />
      )}
      <TextField
        label="Name of the new painter"
        value={draft.name}
        onChange={set('name')}
        maxLength={40}
        autoComplete="off"
        error={faults.name ?? null}
        help="Small letters, digits and dashes."
      />
      <SelectField
        label="Learn from"
        options={[
          { id: OWN_PICTURES, label: 'A folder of pictures, or a tar' },
          ...posters.map(({ name, numPosters }) => ({ id: name, label: `The ${numPosters.toLocaleString('en')} posters of ${name}` })),
        ]}
        value={draft.source}
        onChange={set('source')}
      />
      {draft.source === OWN_PICTURES && (
        <>
          <TextField
            label="Folder or tar"
            value={draft.path}
            onChange={set('path')}
            placeholder="/path/to/pictures"
            help="PNG, JPEG or WebP. Captions: NAME.txt beside NAME.png, or captions.csv or captions.jsonl in the folder."
          />
          <TextField
            label="Film details, where pictures are called by film number"
            value={draft.details}
            onChange={set('details')}
            placeholder="/path/to/plots.jsonl.gz"
          />
        </>
      )}
      {isNew ? (
        <>
          <SelectField
            label="Size"
            options={SIZES}
            value={draft.largest}
            onChange={set('largest')}
            help="Each size is painted over the one before, and is trained after it."
          />
          {draft.largest === '64' && (
            <Switch isSelected={draft.enlarger} onChange={set('enlarger')}>
              Also an enlarger, to 128 wide
            </Switch>
          )}
          <Switch isSelected={draft.fewStep} onChange={set('fewStep')}>
            Also weights that paint in four steps
          </Switch>
          <div className={styles.field}>
            <Segmented label="Length" options={LENGTHS} value={draft.length} onChange={set('length')} />
            {draft.length !== 'usual' && (
              <TextField
                label={draft.length === 'steps' ? 'Steps of each size' : 'Minutes in all'}
                value={draft.amount}
                onChange={set('amount')}
                inputMode="decimal"
                error={faults.amount ?? null}
              />
            )}
            <p className={styles.note}>
              {draft.length === 'usual'
                ? 'About half an hour a size on two cores.'
                : draft.length === 'minutes'
                  ? 'A few steps are timed first; as many as fit are made.'
                  : 'Pictures are recognisable after about a thousand.'}
            </p>
          </div>
        </>
      ) : (
        <>
          <TextField label="Only this genre" value={draft.genre} onChange={set('genre')} maxLength={40} placeholder="All genres" />
          <div className={styles.field}>
            <Segmented label="What is trained" options={WEIGHTS} value={draft.weights} onChange={set('weights')} />
            {draft.weights === 'low-rank' && (
              <TextField label="Rank" value={draft.rank} onChange={set('rank')} inputMode="numeric" error={faults.rank ?? null} />
            )}
            <p className={styles.note}>
              {draft.weights === 'low-rank'
                ? 'A small addition beside the old weights: quick, a few hundred kilobytes, and it needs the old painter to paint.'
                : 'A whole painter of its own.'}
            </p>
          </div>
          <TextField
            label="Steps of each size"
            value={draft.amount}
            onChange={set('amount')}
            inputMode="numeric"
            error={faults.amount ?? null}
          />
        </>
      )}
      <SelectField
        label="Device"
        options={DEVICE_OPTIONS}
        value={draft.device}
        onChange={set('device')}
        help="Automatic takes the fastest one whose numbers agree with the processor’s."
      />
      <details className={styles.advanced}>
        <summary>Advanced</summary>
        <div className={styles.advancedFields}>
          {isNew && (
            <>
              <SelectField
                label="Network"
                options={networkNames.map((id) => ({ id, label: NETWORKS[id] }))}
                value={draft.network}
                onChange={set('network')}
              />
              <SelectField
                label="Shape"
                options={shapeNames.map((id) => ({ id, label: id === 'poster' ? 'Poster, 2 to 3' : 'Square' }))}
                value={draft.shape}
                onChange={set('shape')}
              />
            </>
          )}
          <TextArea
            label="Sample prompts"
            value={draft.prompts}
            onChange={set('prompts')}
            rows={3}
            help="One a line, eight at most; without any, captions of the pictures."
            error={faults.prompts ?? null}
          />
          <TextField
            label="Steps between samples"
            value={draft.sampleEvery}
            onChange={set('sampleEvery')}
            inputMode="numeric"
            placeholder="twenty times in all"
            error={faults.sampleEvery ?? null}
          />
          <TextField
            label="Steps between checkpoints"
            value={draft.saveEvery}
            onChange={set('saveEvery')}
            inputMode="numeric"
            placeholder="by time"
            error={faults.saveEvery ?? null}
          />
          <TextField
            label="Minutes between checkpoints"
            value={draft.saveEveryMinutes}
            onChange={set('saveEveryMinutes')}
            inputMode="decimal"
            placeholder="half a minute"
            help="A training that is broken off goes on from its last checkpoint. With steps too, whichever comes first."
            error={faults.saveEveryMinutes ?? null}
          />
          <TextField
            label="Pictures a step"
            value={draft.batch}
            onChange={set('batch')}
            inputMode="numeric"
            placeholder="usual"
            error={faults.batch ?? null}
          />
          <TextField
            label="Learning rate"
            value={draft.rate}
            onChange={set('rate')}
            inputMode="decimal"
            placeholder="usual"
            error={faults.rate ?? null}
          />
          <TextField label="Seed" value={draft.seed} onChange={set('seed')} inputMode="numeric" error={faults.seed ?? null} />
        </div>
      </details>
      {begin.error !== null && <ErrorPanel error={begin.error} title="The training was not started" />}
      <Button type="submit" look="primary" isDisabled={begin.isRunning || !isWhole(draft) || Object.keys(faults).length > 0}>
        {isNew ? 'Train' : 'Fine-tune'}
      </Button>
    </form>
  );
}

/** Whether everything that is needed was said. */
const isWhole = ({ name, source, path }: PainterDraft): boolean => name !== '' && (source !== OWN_PICTURES || path.trim() !== '');

/** A painter or data set that is gone meanwhile is not named any more. */
function fitting(draft: PainterDraft, painters: readonly string[], posters: readonly DatasetInfo[]): PainterDraft {
  const isThere = draft.source === OWN_PICTURES || posters.some(({ name }) => name === draft.source);
  return {
    ...draft,
    kind: painters.length === 0 ? 'train' : draft.kind,
    from: painters.includes(draft.from) ? draft.from : (painters[0] ?? ''),
    source: isThere ? draft.source : OWN_PICTURES,
  };
}
