import { Download } from 'lucide-react';
import type { ModelCard } from '../../../../src-main/contract/models.ts';
import type { SurveySummary } from '../../../../src-main/contract/survey.ts';
import { Button } from '../../../components/button.tsx';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { signedFigure } from '../../../components/charts/format.ts';
import { IntervalChart } from '../../../components/charts/intervalChart.tsx';
import { counted } from '../../../components/numberWords.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import lab from '../lab.module.css';
import { saveExport } from '../saveExport.ts';
import { ASPECT_QUESTIONS, modelWords } from './surveyWords.ts';

type PairSummary = SurveySummary['pairs'][number];

/** What all answers say so far, one chart a pair of models. */
export function SurveyResults({ cards, revision }: { readonly cards: readonly ModelCard[]; readonly revision: string }) {
  const client = useClient();
  const { notices } = useStores();
  const summary = useLoad(() => client.survey.summary(), 'summary', revision);
  const save = async (format: 'csv' | 'json'): Promise<void> => {
    try {
      notices.say(`Saved ${saveExport(await client.survey.export({ format }))}`);
    } catch (error) {
      notices.fail(error, () => void save(format));
    }
  };
  if (summary.data === null || summary.data.answered === 0) return null;
  return (
    <section className={lab.section} aria-labelledby="survey-results">
      <div className={lab.tools}>
        <h2 id="survey-results">{counted(summary.data.answered, 'answer')}</h2>
        <span className={lab.gap} />
        <Button look="quiet" icon={Download} onPress={() => void save('csv')}>
          CSV
        </Button>
        <Button look="quiet" icon={Download} onPress={() => void save('json')}>
          JSON
        </Button>
      </div>
      <div className={lab.charts}>
        {summary.data.pairs.map((pair) => (
          <PairResult key={`${pair.a} ${pair.b}`} pair={pair} cards={cards} />
        ))}
      </div>
    </section>
  );
}

function PairResult({ pair, cards }: { readonly pair: PairSummary; readonly cards: readonly ModelCard[] }) {
  const [a, b] = [modelWords(pair.a, cards), modelWords(pair.b, cards)];
  const isShown = ({ ci95 }: PairSummary['aspects'][number]['difference']): boolean => ci95 !== null && (ci95[0] > 0 || ci95[1] < 0);
  return (
    <ChartFrame
      title={`${a} and ${b}`}
      sentence={`${a} was preferred ${pair.prefersA} times, ${b} ${pair.prefersB} times, neither ${pair.prefersNeither} times. ${shareSentence(pair, a)}`}
      table={{
        columns: ['question', a, b, 'difference', '95 % from', 'to'],
        rows: pair.aspects.map((aspect) => [
          ASPECT_QUESTIONS[aspect.aspect].name,
          aspect.a.mean.toFixed(2),
          aspect.b.mean.toFixed(2),
          signedFigure(aspect.difference.mean),
          aspect.difference.ci95?.[0].toFixed(2) ?? null,
          aspect.difference.ci95?.[1].toFixed(2) ?? null,
        ]),
      }}
    >
      {(width) => (
        <IntervalChart
          label={`Answers for ${a} less those for ${b}`}
          width={width}
          isDifference
          rows={pair.aspects.map((aspect) => ({
            id: aspect.aspect,
            label: ASPECT_QUESTIONS[aspect.aspect].name,
            value: aspect.difference.mean,
            interval: aspect.difference.ci95,
            colour: isShown(aspect.difference) ? 'var(--chart-1)' : 'var(--chart-bar)',
            text: signedFigure(aspect.difference.mean),
          }))}
        />
      )}
    </ChartFrame>
  );
}

function shareSentence({ shareA }: PairSummary, a: string): string {
  if (shareA === null || shareA.ci95 === null) return 'Bars are the answers of the first less those of the second.';
  const [low, high] = shareA.ci95.map((share) => Math.round(share * 100));
  return `Of those with a preference, between ${low} and ${high} % prefer ${a} (95 %).`;
}
