import { z } from 'zod';
import { guidanceSchema, samplerNames, seedSchema, stepsSchema } from './pictures.ts';

/** What can differ along an axis of a sheet. */
export const gridAxisNames = ['seed', 'guidance', 'steps', 'sampler'] as const;
export type GridAxisName = (typeof gridAxisNames)[number];

const MOST_VALUES = 10;
const valuesOf = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(MOST_VALUES);

export const gridAxisSchema = z.discriminatedUnion('axis', [
  z.object({ axis: z.literal('seed'), values: valuesOf(seedSchema) }),
  z.object({ axis: z.literal('guidance'), values: valuesOf(guidanceSchema) }),
  z.object({ axis: z.literal('steps'), values: valuesOf(stepsSchema) }),
  z.object({ axis: z.literal('sampler'), values: valuesOf(z.enum(samplerNames)) }),
]);
export type GridAxis = z.infer<typeof gridAxisSchema>;

/** One picture for every pair of values: `x` runs to the right, `y` down. */
export const gridSchema = z
  .object({ x: gridAxisSchema, y: gridAxisSchema })
  .refine(({ x, y }) => x.axis !== y.axis, { message: 'the two axes must differ' });
export type Grid = z.infer<typeof gridSchema>;

/** "1, 3, 5" as values of an axis; null where one of them is none or there are more than ten. */
export function readAxis(axis: GridAxisName, text: string): GridAxis | null {
  const words = text.split(',').map((word) => word.trim());
  if (words.includes('')) return null;
  const parsed = gridAxisSchema.safeParse({ axis, values: axis === 'sampler' ? words : words.map(Number) });
  return parsed.success ? parsed.data : null;
}

/** "seed=1,2,3 x guidance=1,3,5"; null where it says no such thing. */
export function readGrid(text: string): Grid | null {
  const axes = text.split(/\s+x\s+/i).map((part) => {
    const [name = '', values, ...rest] = part.split('=');
    const axis = gridAxisNames.find((one) => one === name.trim().toLowerCase());
    return axis === undefined || values === undefined || rest.length > 0 ? null : readAxis(axis, values);
  });
  const parsed = gridSchema.safeParse({ x: axes[0], y: axes[1] });
  return axes.length === 2 && parsed.success ? parsed.data : null;
}

type Varied = { -readonly [A in GridAxisName]?: Extract<GridAxis, { axis: A }>['values'][number] };

/** What differs from cell to cell, row after row. */
export function cellsOf({ x, y }: Grid): Varied[] {
  return y.values.flatMap((down) => x.values.map((across): Varied => ({ [y.axis]: down, [x.axis]: across })));
}
