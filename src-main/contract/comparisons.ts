import { oc } from '@orpc/contract';
import { z } from 'zod';
import { painterNameSchema, seedSchema, stepsSchema } from './pictures.ts';
import { exportedFileSchema } from './runs.ts';

const idSchema = z.string().regex(/^[\w-]{1,64}$/);
const nameSchema = z.string().trim().min(1).max(80);
const secondsSchema = z.number().min(0).max(1_000_000).nullable();
const promptSchema = z.string().trim().min(1).max(2_000);

export const voteResults = ['left', 'right', 'tie'] as const;

/** A model whose pictures take part. */
export const entrantSchema = z.object({
  entrantId: idSchema,
  name: z.string(),
  origin: z.enum(['painted', 'brought']),
  /** Prompts that it has a picture for. */
  pictures: z.number().int(),
  /** Mean for one picture; measured for ours, entered for those from elsewhere; null where nobody said. */
  seconds: z.number().nullable(),
  isMeasured: z.boolean(),
  /** Bradley-Terry strength on the Elo scale with its 95 % interval. */
  elo: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  votes: z.number().int(),
  wins: z.number().int(),
  ties: z.number().int(),
  /** Distance to the reference pictures; null where it was not measured. */
  kid: z.number().nullable(),
});
export type Entrant = z.infer<typeof entrantSchema>;

export const comparisonListedSchema = z.object({
  comparisonId: idSchema,
  title: z.string(),
  createdAt: z.number(),
  prompts: z.number().int(),
  entrants: z.number().int(),
  votes: z.number().int(),
});

export const pictureComparisonSchema = z.object({
  comparisonId: idSchema,
  title: z.string(),
  createdAt: z.number(),
  /** Of the order and sides of the pairs, and of the intervals. */
  seed: z.number().int(),
  prompts: z.array(z.string()),
  entrants: z.array(entrantSchema),
  votes: z.number().int(),
  /** Pairs of two models for one prompt that can be shown, and how many were voted on. */
  pairs: z.object({ total: z.number().int(), met: z.number().int() }),
  reference: z.object({ path: z.string(), pictures: z.number().int(), realHalves: z.number().nullable() }).nullable(),
});
export type PictureComparison = z.infer<typeof pictureComparisonSchema>;

/** Two pictures for one prompt without the names of who made them. */
export const blindPairSchema = z.object({
  prompt: z.string(),
  left: z.object({ pictureId: idSchema, url: z.string() }),
  right: z.object({ pictureId: idSchema, url: z.string() }),
  /** Votes so far. */
  votes: z.number().int(),
});
export type BlindPair = z.infer<typeof blindPairSchema>;

/** What became of pictures that were brought: how many are in, and why the others are not. */
export const broughtSchema = z.object({
  entrantId: idSchema,
  taken: z.number().int(),
  refused: z.array(z.object({ file: z.string(), why: z.string() })),
});
export type Brought = z.infer<typeof broughtSchema>;

const one = z.object({ comparisonId: idSchema });
const newEntrant = one.extend({ name: nameSchema, seconds: secondsSchema.default(null) });

export const comparisonsContract = {
  list: oc.output(z.array(comparisonListedSchema)),
  create: oc
    .input(z.object({ title: nameSchema, prompts: z.array(promptSchema).min(1).max(500), seed: seedSchema.default(1) }))
    .output(one),
  get: oc.input(one).output(pictureComparisonSchema),
  remove: oc.input(one).output(one),
  /** All pictures of a folder on the machine that runs Marquee: a picture belongs to the prompt that it was made for by its recipe, caption, name or place. */
  bringFolder: oc.input(newEntrant.extend({ path: z.string().min(1).max(4096) })).output(broughtSchema),
  /** Files from elsewhere, at most twelve megabytes at a time; further calls with the same name add to it. */
  bringFiles: oc
    .input(
      newEntrant.extend({
        /** Of all files that are brought, also by other calls: where names tell nothing, pictures are taken in their order. */
        names: z.array(z.string().max(300)).max(500).default([]),
        files: z
          .array(z.object({ fileName: z.string().max(300), base64: z.string().max(16_000_000) }))
          .min(1)
          .max(500),
      }),
    )
    .output(broughtSchema),
  /** Paints every prompt with a painter of ours, as a job, and measures the time. @throws 'not-found' without the painter */
  paint: oc
    .input(one.extend({ model: painterNameSchema, seed: seedSchema.default(1), steps: stepsSchema.default(20) }))
    .output(z.object({ entrantId: idSchema, jobId: z.string() })),
  removeEntrant: oc.input(one.extend({ entrantId: idSchema })).output(pictureComparisonSchema),
  /** The pair that was seen least; null with fewer than two pictures for every prompt. */
  next: oc.input(one).output(blindPairSchema.nullable()),
  /** @throws 'invalid-input' for two pictures that are no pair */
  vote: oc.input(one.extend({ left: idSchema, right: idSchema, result: z.enum(voteResults) })).output(blindPairSchema.nullable()),
  /** Takes the last vote back and shows its pair again. @throws 'not-found' where there is none */
  undoVote: oc.input(one).output(blindPairSchema.nullable()),
  /** Distances of every model's pictures to real ones in a folder or tar, as a job. */
  measure: oc.input(one.extend({ reference: z.string().min(1).max(4096) })).output(z.object({ jobId: z.string() })),
  export: oc.input(one.extend({ format: z.enum(['json', 'csv', 'markdown']) })).output(exportedFileSchema),
};
