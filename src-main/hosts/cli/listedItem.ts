import { z } from 'zod';
import { type Recommendation, reasonSchema } from '../../contract/shared.ts';

export const listedItemSchema = z.object({
  movieId: z.number().int(),
  title: z.string(),
  year: z.number().int().nullable(),
  score: z.number(),
  stars: z.number().nullable(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  match: z.number().nullable(),
  reasons: z.array(reasonSchema),
});
export type ListedItem = z.infer<typeof listedItemSchema>;

export function toListedItem({ film, score, guess, reasons }: Recommendation): ListedItem {
  const { stars, interval, match } = guess;
  return { movieId: film.filmId, title: film.title, year: film.year, score, stars, interval, match, reasons };
}

/** "Fargo (1996)  (score=4.707)" */
export function filmLine({ title, year, score }: { title: string; year: number | null; score: number }): string {
  return `${title}${year === null ? '' : ` (${year})`}  (score=${score.toFixed(3)})`;
}
