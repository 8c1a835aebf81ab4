import { z } from 'zod';
import type { ComputeMethods } from '../../compute/computeMethods.ts';
import { paintSchema } from '../../contract/images.ts';
import { painterNameSchema } from '../../contract/pictures.ts';
import { DomainError } from '../../core/base/errors.ts';
import type { FilmDescription } from '../../core/diffusion/data/captions.ts';
import type { Stores } from '../stores.ts';
import { startPath } from './startPictures.ts';

/** Settings to paint with, by a painter that is there. */
export const paintOrderSchema = paintSchema.extend({ model: painterNameSchema });
export type PaintOrder = z.infer<typeof paintOrderSchema>;

type PaintInput = ComputeMethods['paintImages']['input'];

/** Where a call writes, and from which place in the series of its seed. */
export type PaintPlace = Pick<PaintInput, 'out' | 'count' | 'firstIndex' | 'device'>;

/** What the compute process is asked for an order. @throws DomainError 'not-found' where its film or its picture to paint from is gone */
export function paintCall(stores: Stores, modelsDir: string, order: PaintOrder, place: PaintPlace): PaintInput {
  const { dataDir } = stores;
  const { count: _count, filmId: _filmId, enlarge, start, ...recipe } = order;
  return {
    ...recipe,
    dataDir,
    modelsDir,
    film: filmOf(stores, order),
    start: start === null ? null : { path: startPath(dataDir, start.startId), strength: start.strength },
    enlarge: enlarge ? 'where-possible' : false,
    recipe: true,
    ...place,
  };
}

/** A film says what to paint where no prompt does. */
function filmOf(stores: Stores, { filmId, prompt }: PaintOrder): FilmDescription | null {
  if (filmId === null || prompt.trim() !== '') return null;
  const film = stores.films.byId(filmId)?.film;
  if (film === undefined) throw new DomainError('not-found', `There is no film with the number ${filmId} in the catalogue any more.`);
  return { genres: film.genres, year: film.year, overview: stores.catalogue.details(filmId)?.overview ?? null };
}
