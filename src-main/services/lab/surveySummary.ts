import { type AnsweredSurvey, type SurveySummary, surveyAspects } from '../../contract/survey.ts';
import { summarize } from '../../core/evaluation/significance.ts';
import { wilsonInterval } from '../../core/evaluation/wilson.ts';

type Interval = SurveySummary['pairs'][number]['aspects'][number]['a'];

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Answers by pair of models; a model is `a` where its id comes first in the alphabet, whichever side it stood on. */
export function summarizeSurveys(surveys: readonly AnsweredSurvey[]): SurveySummary {
  const pairs = Map.groupBy(surveys, ({ leftModel, rightModel }) => [leftModel, rightModel].toSorted(byCodeUnit).join('\n'));
  return { answered: surveys.length, pairs: [...pairs].map(([key, met]) => summaryOf(key.split('\n') as [string, string], met)) };
}

function summaryOf([a, b]: [string, string], met: readonly AnsweredSurvey[]): SurveySummary['pairs'][number] {
  const sides = met.map((survey) => ({ survey, ofA: survey.leftModel === a ? ('left' as const) : ('right' as const) }));
  const prefersA = sides.filter(({ survey, ofA }) => survey.preferred === ofA).length;
  const prefersNeither = sides.filter(({ survey }) => survey.preferred === 'neither').length;
  const prefersB = met.length - prefersA - prefersNeither;
  return {
    a,
    b,
    answered: met.length,
    aspects: surveyAspects.map((aspect) => {
      const valuesA = sides.map(({ survey, ofA }) => survey[ofA][aspect]);
      const valuesB = sides.map(({ survey, ofA }) => survey[ofA === 'left' ? 'right' : 'left'][aspect]);
      return { aspect, a: interval(valuesA), b: interval(valuesB), difference: interval(valuesA.map((value, at) => value - valuesB[at]!)) };
    }),
    prefersA,
    prefersB,
    prefersNeither,
    shareA:
      prefersA + prefersB === 0 ? null : { mean: prefersA / (prefersA + prefersB), ci95: wilsonInterval(prefersA, prefersA + prefersB) },
  };
}

function interval(values: readonly number[]): Interval {
  const { mean, ci95 } = summarize(values);
  return { mean, ci95: ci95 === null ? null : [ci95[0], ci95[1]] };
}
