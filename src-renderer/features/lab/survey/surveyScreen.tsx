import { useState } from 'react';
import type { AnsweredSurvey, SurveySheet } from '../../../../src-main/contract/survey.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { modelLabel } from '../../../components/modelWords.ts';
import { SelectField } from '../../../components/selectField.tsx';
import { useClient } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { useLoad } from '../../../stores/useLoad.ts';
import lab from '../lab.module.css';
import { SurveyResults } from './surveyResults.tsx';
import { SheetForm } from './surveySheet.tsx';
import styles from './survey.module.css';
import { modelWords } from './surveyWords.ts';

/** Two lists for the person who is rating, side by side, without saying whose they are; then what came of all answers. */
export function SurveyScreen({ profileId }: { readonly profileId: string }) {
  const client = useClient();
  const models = useLoad(() => client.models.list(), 'models');
  const [pair, setPair] = useState<readonly [string | null, string | null]>([null, null]);
  const [sheet, setSheet] = useState<SurveySheet | null>(null);
  const [answered, setAnswered] = useState<AnsweredSurvey | null>(null);
  const cards = models.data ?? [];
  const first = pair[0] ?? cards.find(({ isDefaultRanking }) => isDefaultRanking)?.modelId ?? '';
  const others = cards.filter(({ modelId }) => modelId !== first);
  const second = pair[1] ?? (others.find(({ name }) => name === 'ials' || name === 'ease') ?? others[0])?.modelId ?? '';
  const begin = useAction(async () => {
    setAnswered(null);
    setSheet(await client.survey.start({ profileId, models: [first, second] }));
  });
  if (models.data === null) {
    return models.error === null ? (
      <Loading sentence="Reading the models" shapes={0} />
    ) : (
      <ErrorPanel error={models.error} title="The models could not be listed" />
    );
  }
  const options = cards.map((card) => ({ id: card.modelId, label: modelLabel(card) }));
  if (sheet !== null) {
    return (
      <SheetForm
        key={sheet.surveyId}
        sheet={sheet}
        onLeave={() => setSheet(null)}
        onAnswered={(done) => {
          setSheet(null);
          setAnswered(done);
        }}
      />
    );
  }
  return (
    <>
      <section className={styles.start} aria-labelledby="survey-start">
        <h2 id="survey-start">Which list is yours?</h2>
        <p className={lab.note}>
          Two models each make a list for you. You see both without their names, say how well each fits, and learn afterwards which was
          which. Answers stay on this computer.
        </p>
        <div className={styles.pair}>
          <SelectField label="One model" options={options} value={first} onChange={(id) => setPair([id, second])} />
          <SelectField label="Another model" options={options} value={second} onChange={(id) => setPair([first, id])} />
          <Button look="primary" isDisabled={begin.isRunning || first === second || second === ''} onPress={() => void begin.run()}>
            Show me two lists
          </Button>
        </div>
        {first === second && second !== '' && <p className={lab.note}>Choose two different models.</p>}
        {begin.error !== null && <ErrorPanel error={begin.error} title="The lists were not made" />}
        {answered !== null && (
          <p className={styles.told} role="status">
            {`Thank you. The left list was by ${modelWords(answered.leftModel, cards)}, the right one by ${modelWords(answered.rightModel, cards)}; ${
              answered.preferred === 'neither'
                ? 'you preferred neither.'
                : `you preferred ${modelWords(answered.preferred === 'left' ? answered.leftModel : answered.rightModel, cards)}.`
            }`}
          </p>
        )}
      </section>
      <SurveyResults cards={cards} revision={answered?.surveyId ?? ''} />
    </>
  );
}
