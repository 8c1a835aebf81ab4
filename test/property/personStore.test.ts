import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPersonStore } from '../../src-main/core/storage/personStore.ts';
import { type FilmState, untouched } from '../../src-main/core/storage/person/filmStates.ts';
import { temporaryFolder } from '../helpers/temporaryFolder.ts';
import '../helpers/propertySeed.ts';

type Act =
  | { readonly kind: 'change'; readonly film: number; readonly patch: Partial<FilmState> }
  | { readonly kind: 'undo-last' }
  | { readonly kind: 'undo-token'; readonly which: number }
  | { readonly kind: 'reopen' };

const film = fc.integer({ min: 1, max: 4 });
const flag = fc.boolean();
const patch: fc.Arbitrary<Partial<FilmState>> = fc.oneof(
  fc.integer({ min: 1, max: 10 }).map((half) => ({ stars: half / 2 })),
  fc.constant({ stars: null }),
  flag.map((watchlist) => ({ watchlist })),
  flag.map((hidden) => ({ hidden })),
  flag.map((notSeen) => ({ notSeen })),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('change' as const), film, patch }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo-last' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo-token' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
);

/** The same rules in memory: a map of states and a list of changes. */
function createModel() {
  const states = new Map<number, FilmState>();
  let changes: { token: string; film: number; before: FilmState }[] = [];
  const stateOf = (id: number): FilmState => states.get(id) ?? untouched;
  return {
    states,
    stateOf,
    change(id: number, given: Partial<FilmState>, token: string): void {
      const before = stateOf(id);
      const after = { ...before, ...given };
      if (given.stars !== undefined && given.stars !== null) after.notSeen = false;
      else if (given.notSeen === true) after.stars = null;
      states.set(id, after);
      changes.push({ token, film: id, before });
    },
    /** The film whose change was taken back, or null. */
    undo(token?: string): number | null {
      const at = token === undefined ? changes.length - 1 : changes.findIndex((change) => change.token === token);
      const found = changes[at];
      if (found === undefined || changes.slice(at + 1).some((later) => later.film === found.film)) return null;
      changes = changes.filter((change) => change !== found);
      states.set(found.film, found.before);
      return found.film;
    },
  };
}

describe('the person store against a model in memory', () => {
  it('is equal after any sequence of changes, undos and restarts', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), (acts) => {
        const dataDir = temporaryFolder();
        let now = 1_700_000_000_000;
        const open = () => openPersonStore(dataDir, { clock: () => now++ });
        let store = open();
        const { profileId } = store.profiles.create({ name: 'Kim', age: null, gender: null, occupation: null });
        const other = store.profiles.create({ name: 'Lee', age: null, gender: null, occupation: null }).profileId;
        store.filmStates.change(other, 1, { stars: 1 });
        const model = createModel();
        const tokens: string[] = [];
        for (const step of acts) {
          if (step.kind === 'change') {
            const change = store.filmStates.change(profileId, step.film, step.patch);
            model.change(step.film, step.patch, change.undoToken);
            tokens.push(change.undoToken);
            expect(change.state).toEqual(model.stateOf(step.film));
          } else if (step.kind === 'reopen') {
            store.close();
            store = open();
          } else {
            const token = step.kind === 'undo-token' ? (tokens[step.which] ?? 'none') : undefined;
            expect(store.filmStates.undo(profileId, token)?.filmId ?? null).toBe(model.undo(token));
          }
        }
        for (let id = 1; id <= 4; id++) expect(store.filmStates.get(profileId, id)).toEqual(model.stateOf(id));
        const rated = [...model.states].flatMap(([id, { stars }]) => (stars === null ? [] : [[id, stars]])).sort(([a], [b]) => a! - b!);
        const kept = store.filmStates.ratings(profileId).map(({ filmId, stars }) => [filmId, stars]);
        expect(kept.sort(([a], [b]) => a! - b!)).toEqual(rated);
        expect(store.filmStates.numRatings(profileId)).toBe(rated.length);
        expect(store.filmStates.ratings(other)).toHaveLength(1);
        expect(store.check()).toBe('ok');
        store.close();
      }),
      { numRuns: 60 },
    );
  });
});
