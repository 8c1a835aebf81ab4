import { useState } from 'react';
import type { Film } from '../../../../src-main/contract/shared.ts';
import { type AnsweredSurvey, surveyAspects, type SurveySheet } from '../../../../src-main/contract/survey.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Poster } from '../../../components/poster.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { TextField } from '../../../components/textField.tsx';
import { useClient } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { type Aspect, ASPECT_QUESTIONS } from './surveyWords.ts';
import styles from './survey.module.css';

const SCORES = [1, 2, 3, 4, 5] as const;
const PREFERENCES = [
  { id: 'left', label: 'The left one' },
  { id: 'neither', label: 'Neither' },
  { id: 'right', label: 'The right one' },
] as const;

type Answers = Partial<Record<Aspect, number>>;

export interface SheetFormProps {
  readonly sheet: SurveySheet;
  readonly onAnswered: (answered: AnsweredSurvey) => void;
  readonly onLeave: () => void;
}

/** Both lists with the same questions below each; every question is answered before the names are told. */
export function SheetForm({ sheet, onAnswered, onLeave }: SheetFormProps) {
  const client = useClient();
  const [left, setLeft] = useState<Answers>({});
  const [right, setRight] = useState<Answers>({});
  const [preferred, setPreferred] = useState<(typeof PREFERENCES)[number]['id'] | null>(null);
  const [comment, setComment] = useState('');
  const open =
    [left, right].reduce((sum, answers) => sum + surveyAspects.filter((aspect) => answers[aspect] === undefined).length, 0) +
    (preferred === null ? 1 : 0);
  const send = useAction(async () => {
    const [a, b] = [complete(left), complete(right)];
    if (a === null || b === null || preferred === null) return;
    onAnswered(await client.survey.answer({ surveyId: sheet.surveyId, left: a, right: b, preferred, comment: comment.trim() }));
  });
  return (
    <>
      <h2 className={styles.title}>Two lists for you</h2>
      <div className={styles.lists}>
        <List name="Left list" films={sheet.left} answers={left} onAnswers={setLeft} />
        <List name="Right list" films={sheet.right} answers={right} onAnswers={setRight} />
      </div>
      <div className={styles.end}>
        <fieldset className={styles.question}>
          <legend>Which would you rather follow?</legend>
          <PreferenceChoice value={preferred} onChange={setPreferred} />
        </fieldset>
        <div className={styles.comment}>
          <TextField label="Anything to add?" value={comment} onChange={setComment} maxLength={2000} autoComplete="off" />
        </div>
        <div className={styles.actions}>
          <Button look="primary" isDisabled={open > 0 || send.isRunning} onPress={() => void send.run()}>
            Answer, and tell me which was which
          </Button>
          <Button look="quiet" onPress={onLeave}>
            Leave without answering
          </Button>
          <p role="status" className={styles.left}>
            {open === 0 ? '' : `${open} ${open === 1 ? 'question' : 'questions'} open`}
          </p>
        </div>
        {send.error !== null && <ErrorPanel error={send.error} title="The answer was not kept" />}
      </div>
    </>
  );
}

function PreferenceChoice({
  value,
  onChange,
}: {
  readonly value: 'left' | 'right' | 'neither' | null;
  readonly onChange: (value: 'left' | 'right' | 'neither') => void;
}) {
  return <Segmented label="Preferred list" options={PREFERENCES} value={value ?? ('' as never)} onChange={onChange} />;
}

function complete({ relevance, novelty, trust }: Answers): { relevance: number; novelty: number; trust: number } | null {
  return relevance === undefined || novelty === undefined || trust === undefined ? null : { relevance, novelty, trust };
}

interface ListProps {
  readonly name: string;
  readonly films: readonly Film[];
  readonly answers: Answers;
  readonly onAnswers: (answers: Answers) => void;
}

function List({ name, films, answers, onAnswers }: ListProps) {
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      <ol className={styles.films}>
        {films.map((film, at) => (
          <li key={film.filmId}>
            <span className={styles.rank}>{at + 1}</span>
            <Poster film={film} size="small" isDecorative className={styles.poster} />
            <span>
              {film.title}
              <span className={styles.year}>{film.year ?? ''}</span>
            </span>
          </li>
        ))}
      </ol>
      {surveyAspects.map((aspect) => {
        const { question, least, most } = ASPECT_QUESTIONS[aspect];
        return (
          <fieldset key={aspect} className={styles.question}>
            <legend>{question}</legend>
            <div className={styles.scores}>
              <span aria-hidden="true">{least}</span>
              {SCORES.map((score) => (
                <label key={score}>
                  <input
                    type="radio"
                    name={`${name} ${aspect}`}
                    value={score}
                    checked={answers[aspect] === score}
                    onChange={() => onAnswers({ ...answers, [aspect]: score })}
                    aria-label={`${score}${score === 1 ? `, ${least}` : score === 5 ? `, ${most}` : ''}`}
                  />
                  <span aria-hidden="true">{score}</span>
                </label>
              ))}
              <span aria-hidden="true">{most}</span>
            </div>
          </fieldset>
        );
      })}
    </section>
  );
}
