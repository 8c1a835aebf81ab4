import { z } from 'zod';
import { datasetNameSchema, filmIdSchema, modelNameSchema, modelNames, starsSchema } from '../../contract/shared.ts';

/** A number written on the command line, then checked by a schema. */
export function numeric<S extends z.ZodType<number, number>>(schema: S, what: string) {
  return z
    .string()
    .regex(/^[+-]?\d+(\.\d+)?$/, what)
    .transform(Number)
    .pipe(schema);
}

export const nothing = z.array(z.string()).max(0, 'this command takes no words after its name');
export const datasetArgument = datasetNameSchema;
export const filmArgument = numeric(filmIdSchema, 'a film is named by its MovieLens movieId, such as 608');
export const userArgument = numeric(z.number().int().nonnegative(), 'a user is named by the number in the data set');
export const topArgument = numeric(z.number().int().min(1).max(1000), 'a whole number from 1 to 1000');
export const starsArgument = numeric(starsSchema, 'stars go from 0.5 to 5 by halves');
export const countArgument = numeric(z.number().int().min(1).max(10_000), 'a whole number above zero');
export const modelArgument = z.enum(modelNameSchema.options, { error: `one of ${modelNames.join(', ')}` });

/** "als,ease" */
export const modelListArgument = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(modelArgument).min(1));

/** `--set k=v`, any number of times; numbers and true/false are read as such. */
export const settingsArgument = z.array(z.string().regex(/^[A-Za-z][\w.]*=.+$/, 'written as name=value')).transform((pairs) =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), settingValue(pair.slice(at + 1))] as const;
    }),
  ),
);

function settingValue(text: string): number | string | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}
