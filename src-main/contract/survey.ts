import { oc } from '@orpc/contract';
import { z } from 'zod';
import { exportedFileSchema } from './runs.ts';
import { filmSchema, profileIdSchema } from './shared.ts';

const modelIdSchema = z.string().min(1).max(120);
const scoreSchema = z.number().int().min(1).max(5);

/** The questions of a survey, each answered from 1 to 5 for each list. */
export const surveyAspects = ['relevance', 'novelty', 'trust'] as const;
export const listAnswerSchema = z.object({ relevance: scoreSchema, novelty: scoreSchema, trust: scoreSchema });

/** Two lists side by side; which model made which is told once they are answered. */
export const surveySheetSchema = z.object({
  surveyId: z.string(),
  profileId: profileIdSchema,
  createdAt: z.number(),
  left: z.array(filmSchema),
  right: z.array(filmSchema),
});
export type SurveySheet = z.infer<typeof surveySheetSchema>;

export const answeredSurveySchema = z.object({
  surveyId: z.string(),
  profileName: z.string(),
  createdAt: z.number(),
  answeredAt: z.number(),
  leftModel: z.string(),
  rightModel: z.string(),
  left: listAnswerSchema,
  right: listAnswerSchema,
  preferred: z.enum(['left', 'right', 'neither']),
  comment: z.string(),
});
export type AnsweredSurvey = z.infer<typeof answeredSurveySchema>;

const intervalSchema = z.object({ mean: z.number(), ci95: z.tuple([z.number(), z.number()]).nullable() });

export const surveySummarySchema = z.object({
  answered: z.number().int(),
  /** One entry a pair of models that met. */
  pairs: z.array(
    z.object({
      a: z.string(),
      b: z.string(),
      answered: z.number().int(),
      /** Mean answers with 95 % intervals by Student's t, null under two answers; `difference` pairs a - b. */
      aspects: z.array(z.object({ aspect: z.enum(surveyAspects), a: intervalSchema, b: intervalSchema, difference: intervalSchema })),
      prefersA: z.number().int(),
      prefersB: z.number().int(),
      prefersNeither: z.number().int(),
      /** Share of those with a preference who preferred a, with its 95 % interval by Wilson; null where nobody had one. */
      shareA: intervalSchema.nullable(),
    }),
  ),
});
export type SurveySummary = z.infer<typeof surveySummarySchema>;

export const surveyContract = {
  /** Two models by id or name; films that both lists share stay in both. @throws 'not-found', 'invalid-input' for one model twice. */
  start: oc
    .input(
      z.object({
        profileId: profileIdSchema,
        models: z.tuple([modelIdSchema, modelIdSchema]),
        length: z.number().int().min(3).max(20).default(8),
      }),
    )
    .output(surveySheetSchema),
  /** Kept, and only now told which model was which. @throws 'conflict' where it was answered before. */
  answer: oc
    .input(
      z.object({
        surveyId: z.string().min(1).max(64),
        left: listAnswerSchema,
        right: listAnswerSchema,
        preferred: z.enum(['left', 'right', 'neither']),
        comment: z.string().max(2_000).default(''),
      }),
    )
    .output(answeredSurveySchema),
  /** Answered ones, newest first. */
  list: oc.output(z.array(answeredSurveySchema)),
  summary: oc.output(surveySummarySchema),
  export: oc.input(z.object({ format: z.enum(['csv', 'json']) })).output(exportedFileSchema),
};
