import type { Clock } from '../../base/clock.ts';
import { DomainError } from '../../base/errors.ts';
import type { Demographics } from '../../data/interactions.ts';
import type { Connection } from './connection.ts';
import type { SettingsRepository } from './settings.ts';

export interface ProfileRecord extends Demographics {
  readonly profileId: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly numRatings: number;
  readonly numWatchlist: number;
  readonly numHidden: number;
}

export interface ProfileRepository {
  /** Oldest first. */
  list(): ProfileRecord[];
  /** @throws DomainError 'not-found'. */
  get(profileId: string): ProfileRecord;
  /** Names compare without case. @throws DomainError 'not-found'. */
  byName(name: string): ProfileRecord;
  /** @throws DomainError 'conflict' when the name is taken. */
  create(profile: { readonly name: string } & Demographics): ProfileRecord;
  update(profileId: string, patch: Partial<{ readonly name: string } & Demographics>): ProfileRecord;
  /** Takes everything of this person away; backups are the backup repository's. */
  delete(profileId: string): { readonly deletedRatings: number };
  /** The profile that the app opens with; null before the first. */
  activeId(): string | null;
  activate(profileId: string): ProfileRecord;
}

interface Row {
  readonly profile_id: string;
  readonly name: string;
  readonly age: number | null;
  readonly gender: 'F' | 'M' | null;
  readonly occupation: number | null;
  readonly created_at: number;
  readonly num_ratings: number;
  readonly num_watchlist: number;
  readonly num_hidden: number;
}

const select = `
  SELECT p.*,
    (SELECT count(half_stars) FROM film_states s WHERE s.profile_id = p.profile_id) AS num_ratings,
    (SELECT count(*) FROM film_states s WHERE s.profile_id = p.profile_id AND watchlist = 1) AS num_watchlist,
    (SELECT count(*) FROM film_states s WHERE s.profile_id = p.profile_id AND hidden = 1) AS num_hidden
  FROM profiles p`;
const ACTIVE = 'activeProfileId';

export function createProfiles(connection: Connection, settings: SettingsRepository, clock: Clock, newId: () => string): ProfileRepository {
  const { sql, write } = connection;

  function get(profileId: string): ProfileRecord {
    const row = sql(`${select} WHERE p.profile_id = ?`).get(profileId) as Row | undefined;
    if (row === undefined)
      throw new DomainError('not-found', 'This profile does not exist any more. Choose another one, or create it anew.', { profileId });
    return recordOf(row);
  }

  function assertNameFree(name: string, exceptId: string): void {
    const taken = sql('SELECT profile_id FROM profiles WHERE name = ? AND profile_id <> ?').get(name, exceptId);
    if (taken !== undefined)
      throw new DomainError('conflict', `There is already a profile called "${name}". Choose another name.`, { name });
  }

  function checkedName(name: string): string {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed.length > 60) {
      throw new DomainError('invalid-input', 'A profile needs a name of 1 to 60 letters. Type one.', { length: trimmed.length });
    }
    return trimmed;
  }

  return {
    list: () => (sql(`${select} ORDER BY p.created_at, p.rowid`).all() as Row[]).map(recordOf),
    get,
    byName(name) {
      const row = sql(`${select} WHERE p.name = ?`).get(name.trim()) as Row | undefined;
      if (row === undefined)
        throw new DomainError('not-found', `There is no profile called "${name}". List the profiles, or create it.`, { name });
      return recordOf(row);
    },
    create({ name, age, gender, occupation }) {
      const profileId = newId();
      const checked = checkedName(name);
      write(() => {
        assertNameFree(checked, '');
        sql('INSERT INTO profiles VALUES (?, ?, ?, ?, ?, ?)').run(profileId, checked, age, gender, occupation, clock());
        if (settings.get(ACTIVE) === null) settings.set(ACTIVE, profileId);
      });
      return get(profileId);
    },
    update(profileId, patch) {
      write(() => {
        const before = get(profileId);
        const name = patch.name === undefined ? before.name : checkedName(patch.name);
        assertNameFree(name, profileId);
        const { age, gender, occupation } = { ...before, ...definedOf(patch) };
        sql('UPDATE profiles SET name = ?, age = ?, gender = ?, occupation = ? WHERE profile_id = ?').run(
          name,
          age,
          gender,
          occupation,
          profileId,
        );
      });
      return get(profileId);
    },
    delete(profileId) {
      const deleted = write(() => {
        const { numRatings } = get(profileId);
        sql('DELETE FROM profiles WHERE profile_id = ?').run(profileId);
        if (settings.get(ACTIVE) === profileId) {
          const next = sql('SELECT profile_id FROM profiles ORDER BY created_at, rowid LIMIT 1').get() as
            | { profile_id: string }
            | undefined;
          settings.set(ACTIVE, next?.profile_id ?? null);
        }
        return { deletedRatings: numRatings };
      });
      // What was deleted must not live on in the write-ahead log.
      connection.database().pragma('wal_checkpoint(TRUNCATE)');
      return deleted;
    },
    activeId() {
      const id = settings.get(ACTIVE);
      return typeof id === 'string' ? id : null;
    },
    activate(profileId) {
      write(() => {
        get(profileId);
        settings.set(ACTIVE, profileId);
      });
      return get(profileId);
    },
  };
}

function definedOf<T extends object>(patch: T): Partial<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function recordOf(row: Row): ProfileRecord {
  return {
    profileId: row.profile_id,
    name: row.name,
    age: row.age,
    gender: row.gender,
    occupation: row.occupation,
    createdAt: row.created_at,
    numRatings: row.num_ratings,
    numWatchlist: row.num_watchlist,
    numHidden: row.num_hidden,
  };
}
