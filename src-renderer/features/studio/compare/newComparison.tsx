import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { TextArea } from '../../../components/textArea.tsx';
import { TextField } from '../../../components/textField.tsx';
import { useClient } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import styles from './compare.module.css';

const MOST_PROMPTS = 500;

/** A name and the prompts that every model answers. */
export function NewComparison() {
  const client = useClient();
  const [, navigate] = useLocation();
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const prompts = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const begin = useAction(async () => {
    const { comparisonId } = await client.comparisons.create({ title: title.trim() === '' ? 'Comparison' : title.trim(), prompts });
    navigate(`/studio/compare/${comparisonId}`);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (prompts.length > 0 && prompts.length <= MOST_PROMPTS) void begin.run();
  };
  return (
    <form className={styles.form} aria-label="New comparison" onSubmit={submit}>
      <h2>Which pictures do you prefer?</h2>
      <p className={styles.note}>
        Pictures of several models for the same prompts, two at a time and without names. Your votes say where each model stands, with an
        interval. Everything stays on this computer.
      </p>
      <TextField label="Name" value={title} onChange={setTitle} maxLength={80} autoComplete="off" placeholder="Comparison" />
      <TextArea
        label="Prompts"
        value={text}
        onChange={setText}
        rows={6}
        placeholder={'An empty street at dusk\nA castle above a storm\nTwo people running from a crowd'}
        help="One a line: the words that each model was given."
        error={prompts.length > MOST_PROMPTS ? `At most ${MOST_PROMPTS} prompts; these are ${prompts.length}.` : null}
      />
      {begin.error !== null && <ErrorPanel error={begin.error} title="The comparison was not begun" />}
      <div>
        <Button type="submit" look="primary" isDisabled={begin.isRunning || prompts.length === 0}>
          Begin
        </Button>
      </div>
    </form>
  );
}
