import type { Connection } from './connection.ts';

export interface SurveyListAnswer {
  readonly relevance: number;
  readonly novelty: number;
  readonly trust: number;
}

export interface SurveyAnswer {
  readonly left: SurveyListAnswer;
  readonly right: SurveyListAnswer;
  readonly preferred: 'left' | 'right' | 'neither';
  readonly comment: string;
}

/** Two lists shown side by side to one person. */
export interface Survey {
  readonly surveyId: string;
  readonly profileId: string;
  readonly profileName: string;
  readonly createdAt: number;
  readonly leftModel: string;
  readonly rightModel: string;
  /** Film ids, best first. */
  readonly leftFilms: readonly number[];
  readonly rightFilms: readonly number[];
  readonly answeredAt: number | null;
  readonly answer: SurveyAnswer | null;
}

export interface SurveyRepository {
  add(survey: Omit<Survey, 'profileName' | 'answeredAt' | 'answer'>): void;
  get(surveyId: string): Survey | null;
  /** @returns false where it has an answer already. */
  answer(surveyId: string, answer: SurveyAnswer, answeredAt: number): boolean;
  /** Answered ones, newest first. */
  answered(): Survey[];
  /** Everything that one person was asked, oldest first. */
  of(profileId: string): Survey[];
}

interface Row {
  readonly survey_id: string;
  readonly profile_id: string;
  readonly name: string;
  readonly created_at: number;
  readonly left_model: string;
  readonly right_model: string;
  readonly left_films: string;
  readonly right_films: string;
  readonly answered_at: number | null;
  readonly answer: string | null;
}

const select = 'SELECT surveys.*, profiles.name FROM surveys JOIN profiles USING (profile_id)';

export function createSurveys({ sql, write }: Connection): SurveyRepository {
  return {
    add({ surveyId, profileId, createdAt, leftModel, rightModel, leftFilms, rightFilms }) {
      write(() =>
        sql('INSERT INTO surveys VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)').run(
          surveyId,
          profileId,
          createdAt,
          leftModel,
          rightModel,
          JSON.stringify(leftFilms),
          JSON.stringify(rightFilms),
        ),
      );
    },
    get(surveyId) {
      const row = sql(`${select} WHERE survey_id = ?`).get(surveyId) as Row | undefined;
      return row === undefined ? null : surveyOf(row);
    },
    answer: (surveyId, answer, answeredAt) =>
      write(
        () =>
          sql('UPDATE surveys SET answered_at = ?, answer = ? WHERE survey_id = ? AND answer IS NULL').run(
            answeredAt,
            JSON.stringify(answer),
            surveyId,
          ).changes > 0,
      ),
    answered: () => (sql(`${select} WHERE answer IS NOT NULL ORDER BY answered_at DESC`).all() as Row[]).map(surveyOf),
    of: (profileId) => (sql(`${select} WHERE surveys.profile_id = ? ORDER BY surveys.created_at`).all(profileId) as Row[]).map(surveyOf),
  };
}

function surveyOf(row: Row): Survey {
  return {
    surveyId: row.survey_id,
    profileId: row.profile_id,
    profileName: row.name,
    createdAt: row.created_at,
    leftModel: row.left_model,
    rightModel: row.right_model,
    leftFilms: JSON.parse(row.left_films) as number[],
    rightFilms: JSON.parse(row.right_films) as number[],
    answeredAt: row.answered_at,
    answer: row.answer === null ? null : (JSON.parse(row.answer) as SurveyAnswer),
  };
}
