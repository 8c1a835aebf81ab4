import type { Profile } from '../contract/profile.ts';
import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import type { ProfileRecord } from '../core/storage/person/profiles.ts';
import type { Services } from './handlers.ts';
import { exportCsv, exportJson } from './profileExport.ts';
import type { Stores } from './stores.ts';

export function createProfileService(stores: () => Stores, clock: Clock): Services['profile'] {
  return {
    list() {
      const { profiles } = stores().person;
      return { profiles: profiles.list().map(toProfile), activeProfileId: profiles.activeId() };
    },
    create: ({ name, age, gender, occupation }) => toProfile(stores().person.profiles.create({ name, age, gender, occupation })),
    update: ({ profileId, ...patch }) => toProfile(stores().person.profiles.update(profileId, defined(patch))),
    activate: ({ profileId }) => toProfile(stores().person.profiles.activate(profileId)),
    export({ profileId, format }) {
      const { person, films } = stores();
      const profile = person.profiles.get(profileId);
      const states = person.filmStates.list(profileId);
      const fileName = `marquee-${profile.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'profile'}.${format}`;
      return format === 'csv'
        ? { fileName, mediaType: 'text/csv', text: exportCsv(states, films) }
        : { fileName, mediaType: 'application/json', text: exportJson(profile, states, person.surveys.of(profileId), films, clock()) };
    },
    delete({ profileId, purgeBackups }) {
      const { person } = stores();
      const deleted = person.profiles.delete(profileId);
      if (purgeBackups) person.backups.purgeProfile(profileId);
      return deleted;
    },
  };
}

function toProfile(record: ProfileRecord): Profile {
  return { ...record };
}

/** A patch without its undefined members: absent means "leave as it is". */
function defined<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** @throws DomainError 'not-found' where no such profile is left. */
export function assertProfile(stores: Stores, profileId: string): void {
  if (!stores.person.profiles.list().some((profile) => profile.profileId === profileId)) {
    throw new DomainError('not-found', 'This profile does not exist any more. Choose another one, or create it anew.', { profileId });
  }
}
