import { oc } from '@orpc/contract';
import { z } from 'zod';
import { filmSchema, modelNameSchema, profileIdSchema, recommendationSchema, starsSchema } from './shared.ts';

const inputSchema = z.object({
  profileId: profileIdSchema,
  model: z.string().min(1).max(120).optional(),
  favourites: z.number().int().min(1).max(30).default(10),
  top: z.number().int().min(1).max(30).default(10),
});

export const showcaseSchema = z.object({
  name: z.string(),
  model: modelNameSchema,
  /** The films rated highest, newest first among equals. */
  favourites: z.array(z.object({ film: filmSchema, stars: starsSchema })),
  top: z.array(recommendationSchema),
});
export type Showcase = z.infer<typeof showcaseSchema>;

export const showcaseContract = {
  get: oc.input(inputSchema).output(showcaseSchema),
  markdown: oc.input(inputSchema).output(z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() })),
};
