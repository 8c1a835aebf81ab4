import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Run } from '../../../../src-main/contract/runs.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { ConfirmDialog } from '../../../components/confirmDialog.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { TextField } from '../../../components/textField.tsx';
import { useAction } from '../../../stores/useAction.ts';
import lab from '../lab.module.css';
import { labAddress } from '../labParts.ts';
import { runName, runPlace, stateWords } from '../runWords.ts';
import styles from './runs.module.css';
import { useClient } from '../../../stores/hooks.tsx';

export interface SelectedRunProps {
  readonly run: Run;
  readonly onChanged: () => void;
  readonly onRemoved: () => void;
}

/** The one run that is chosen: name, note, and its removal. A second one is what makes a comparison. */
export function SelectedRun({ run, onChanged, onRemoved }: SelectedRunProps) {
  const client = useClient();
  const [, navigate] = useLocation();
  const [label, setLabel] = useState(run.label);
  const [note, setNote] = useState(run.note);
  const [isAsking, setIsAsking] = useState(false);
  const isEdited = label.trim() !== run.label || note.trim() !== run.note;
  const save = useAction(async () => {
    await client.runs.update({ runId: run.runId, label: label.trim(), note: note.trim() });
    onChanged();
  });
  const removal = useAction(async () => {
    await client.runs.remove({ runId: run.runId });
    onRemoved();
  });
  const resume = useAction(async () => {
    await client.experiments.resume({ runId: run.runId });
    navigate(`/lab/train/${run.runId}`);
  });
  const isOver = run.state === 'done' || run.state === 'failed' || run.state === 'cancelled';
  return (
    <section className={lab.section} aria-label={`Chosen run: ${runName(run)}`}>
      <h2>{runName(run)}</h2>
      <p className={lab.note}>{`${runPlace(run)}. ${stateWords(run)} Choose a second run to compare the two.`}</p>
      <div className={styles.edit}>
        <TextField label="Name" value={label} onChange={setLabel} maxLength={120} autoComplete="off" />
        <TextField label="Note" value={note} onChange={setNote} maxLength={2000} autoComplete="off" />
        <Button isDisabled={!isEdited || save.isRunning} onPress={() => void save.run()}>
          Save
        </Button>
        {run.canGoOn && (
          <Button isDisabled={resume.isRunning} onPress={() => void resume.run()}>
            Resume
          </Button>
        )}
        <ButtonLink look="quiet" href={labAddress('train', run.runId)}>
          Curves and recipe
        </ButtonLink>
        {isOver && (
          <Button look="danger" isDisabled={removal.isRunning} onPress={() => setIsAsking(true)}>
            Remove
          </Button>
        )}
      </div>
      {save.error !== null && <ErrorPanel error={save.error} title="Nothing was saved" />}
      {resume.error !== null && <ErrorPanel error={resume.error} title="The run did not go on" />}
      {removal.error !== null && <ErrorPanel error={removal.error} title="The run is still here" />}
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove ${runName(run)}?`}
        keep="Keep it"
        lose="Remove the run"
        onKeep={() => setIsAsking(false)}
        onLose={() => {
          setIsAsking(false);
          void removal.run();
        }}
      >
        Its figures and curves go for good. {run.modelId === null ? 'Data sets and models stay.' : 'The model that it made stays.'}
      </ConfirmDialog>
    </section>
  );
}
