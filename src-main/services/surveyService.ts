import { randomUUID } from 'node:crypto';
import type { AnsweredSurvey } from '../contract/survey.ts';
import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import { createRng } from '../core/base/rng.ts';
import type { Survey } from '../core/storage/person/surveys.ts';
import type { Services } from './handlers.ts';
import { summarizeSurveys } from './lab/surveySummary.ts';
import { type Table, toCsv } from './lab/tables.ts';
import { assertProfile } from './profileService.ts';
import { readPersonState } from './readPersonState.ts';
import { noFilters } from './recommending/candidates.ts';
import { rankedList } from './recommending/rankedList.ts';
import { createScoring } from './recommending/scoring.ts';
import type { Stores } from './stores.ts';

/** Two models' lists side by side, without names until they are judged. @param newSeed decides which side is which */
export function createSurveyService(stores: () => Stores, clock: Clock, newSeed: () => number): Services['survey'] {
  const score = createScoring();

  function listOf(modelId: string, profileId: string, length: number): { id: string; films: number[] } {
    const { models, films } = stores();
    const model = models.byName(modelId);
    if (model === null)
      throw new DomainError('not-found', `The model "${modelId}" is not at hand; choose another, or train it in the lab.`, {
        model: modelId,
      });
    const state = readPersonState(stores().person, profileId);
    const ranked = rankedList(score(model, state, 'list'), films, state, { filters: noFilters, variety: 0, fame: 0, length });
    return { id: model.modelId, films: Array.from(ranked.itemIndices, (index) => model.items.ids[index]!) };
  }

  const filmsOf = (ids: readonly number[]) => ids.flatMap((id) => stores().films.byId(id)?.film ?? []);
  const answered = (): AnsweredSurvey[] => stores().person.surveys.answered().map(viewAnswered);

  return {
    start({ profileId, models: [first, second], length }) {
      assertProfile(stores(), profileId);
      const lists = [listOf(first, profileId, length), listOf(second, profileId, length)] as const;
      if (lists[0].id === lists[1].id)
        throw new DomainError('invalid-input', 'Both lists would be of one model; choose two different models.', { model: lists[0].id });
      const [left, right] = createRng(newSeed(), 'survey').integer(2) === 0 ? lists : [lists[1], lists[0]];
      const survey = { surveyId: randomUUID(), profileId, createdAt: clock() };
      stores().person.surveys.add({ ...survey, leftModel: left.id, rightModel: right.id, leftFilms: left.films, rightFilms: right.films });
      return { ...survey, left: filmsOf(left.films), right: filmsOf(right.films) };
    },
    answer({ surveyId, ...answer }) {
      const { surveys } = stores().person;
      if (surveys.get(surveyId) === null) throw new DomainError('not-found', 'There is no such survey; begin a new one.', { surveyId });
      if (!surveys.answer(surveyId, answer, clock()))
        throw new DomainError('conflict', 'This survey was answered before; begin a new one.', { surveyId });
      return viewAnswered(surveys.get(surveyId)!);
    },
    list: answered,
    summary: () => summarizeSurveys(answered()),
    export({ format }) {
      const surveys = answered();
      const text = format === 'json' ? `${JSON.stringify(surveys, null, 2)}\n` : toCsv(tableOf(surveys));
      const mediaType = format === 'json' ? 'application/json' : 'text/csv';
      return { fileName: `marquee-survey.${format}`, mediaType, base64: Buffer.from(text).toString('base64') };
    },
  };
}

function viewAnswered({ answer, answeredAt, surveyId, profileName, createdAt, leftModel, rightModel }: Survey): AnsweredSurvey {
  if (answer === null || answeredAt === null) throw new Error(`internal: survey ${surveyId} has no answer`);
  const { left, right, preferred, comment } = answer;
  return {
    surveyId,
    profileName,
    createdAt,
    answeredAt,
    leftModel,
    rightModel,
    left: { ...left },
    right: { ...right },
    preferred,
    comment,
  };
}

function tableOf(surveys: readonly AnsweredSurvey[]): Table {
  const text = (name: string) => ({ name, type: 'text' }) as const;
  const integer = (name: string) => ({ name, type: 'integer' }) as const;
  return {
    columns: [
      ...['survey', 'profile', 'answeredAt', 'side', 'model'].map(text),
      ...['relevance', 'novelty', 'trust', 'preferred'].map(integer),
      text('comment'),
    ],
    rows: surveys.flatMap(({ surveyId, profileName, answeredAt, preferred, comment, ...survey }) =>
      (['left', 'right'] as const).map((side) => {
        const { relevance, novelty, trust } = survey[side];
        const at = new Date(answeredAt).toISOString();
        return [surveyId, profileName, at, side, survey[`${side}Model`], relevance, novelty, trust, preferred === side ? 1 : 0, comment];
      }),
    ),
  };
}
