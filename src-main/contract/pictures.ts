import { z } from 'zod';

/** Names that screens, terminal and core share for painting. */
export const samplerNames = ['dpm++2m', 'euler', 'heun', 'ddim', 'ddim-ancestral', 'consistency'] as const;
export const networkNames = ['unet', 'uvit-nano', 'uvit-small', 'uvit-base'] as const;
export const predictionNames = ['velocity', 'noise', 'clean'] as const;
export const shapeNames = ['poster', 'square'] as const;
/** How a film's title and its painted picture share a poster. */
export const layoutNames = ['foot', 'head', 'spine', 'frame', 'cut'] as const;
export type LayoutName = (typeof layoutNames)[number];

export const painterNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and dashes, at most 40');

/** Width of a stage in pixels, as written on the command line. */
export const stageArgumentSchema = z.enum(['16', '32', '64', '128'], { error: 'one of 16, 32, 64, 128' }).transform(Number);

/** Seeds have 31 bits. */
export const SEED_COUNT = 2 ** 31;
export const seedSchema = z
  .number()
  .int()
  .min(0)
  .max(SEED_COUNT - 1);
export const stepsSchema = z.number().int().min(1).max(200);
export const guidanceSchema = z.number().min(0).max(20);
/** Between which shares of the way from noise to picture guidance acts. */
export const guidanceIntervalSchema = z
  .tuple([z.number().min(0).max(1), z.number().min(0).max(1)])
  .refine(([from, to]) => from <= to, 'the interval ends before it begins');
/** The same as written on the command line: "0.2-0.9". */
export const guidanceIntervalArgument = z
  .string()
  .regex(/^\d*\.?\d+-\d*\.?\d+$/, 'two shares of the way, such as 0.2-0.9')
  .transform((text): [number, number] => {
    const [from = 0, to = 1] = text.split('-').map(Number);
    return [from, to];
  })
  .pipe(guidanceIntervalSchema);
/** How much of a start picture is painted anew. */
export const strengthSchema = z.number().min(0.01).max(1);
export const pictureCountSchema = z.number().int().min(1).max(1000);

export const paintedPictureSchema = z.object({
  path: z.string(),
  seed: z.number().int(),
  index: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  sha256: z.string(),
  ms: z.number(),
});

/** A learning rate as written on the command line. */
export const rateArgumentSchema = z
  .string()
  .regex(/^\d*\.?\d+(e-?\d+)?$/i, 'a learning rate such as 0.001')
  .transform(Number)
  .pipe(z.number().positive().max(1));
