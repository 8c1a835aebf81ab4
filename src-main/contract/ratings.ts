import { oc } from '@orpc/contract';
import { z } from 'zod';
import { filmIdSchema, filmSchema, filmStateSchema, profileIdSchema, starsSchema, yearSchema } from './shared.ts';

/** Every change answers with the state of the film after it, and with a token that takes it back. */
export const changeSchema = z.object({
  filmId: filmIdSchema,
  state: filmStateSchema,
  numRatings: z.number().int(),
  undoToken: z.string(),
});
export type Change = z.infer<typeof changeSchema>;

const target = z.object({ profileId: profileIdSchema, filmId: filmIdSchema });

export const libraryEntrySchema = z.object({
  film: filmSchema,
  state: filmStateSchema,
  /** Milliseconds since 1970 of the last change of this film's state. */
  changedAt: z.number(),
});
export type LibraryEntry = z.infer<typeof libraryEntrySchema>;

export const shelves = ['rated', 'watchlist', 'hidden', 'not-seen'] as const;
export const librarySorts = ['recent', 'title', 'year', 'stars'] as const;

export const ratingsContract = {
  /** Saved to disk before it answers. */
  save: oc.input(target.extend({ stars: starsSchema })).output(changeSchema),
  remove: oc.input(target).output(changeSchema),
  setWatchlist: oc.input(target.extend({ on: z.boolean() })).output(changeSchema),
  setHidden: oc.input(target.extend({ on: z.boolean() })).output(changeSchema),
  setNotSeen: oc.input(target.extend({ on: z.boolean() })).output(changeSchema),
  /** Takes one change back; without a token, the last one of the profile. Null when there is nothing to undo. */
  undo: oc.input(z.object({ profileId: profileIdSchema, undoToken: z.string().optional() })).output(changeSchema.nullable()),
  library: oc
    .input(
      z.object({
        profileId: profileIdSchema,
        shelf: z.enum(shelves),
        sort: z.enum(librarySorts).default('recent'),
        descending: z.boolean().default(true),
        text: z.string().max(200).default(''),
        /** Any of these; empty means all. */
        genres: z.array(z.string()).max(30).default([]),
        yearFrom: yearSchema.optional(),
        yearTo: yearSchema.optional(),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(1000).default(200),
      }),
    )
    .output(z.object({ entries: z.array(libraryEntrySchema), total: z.number().int() })),
};
