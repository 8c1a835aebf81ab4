import type { Profile } from '../../contract/profile.ts';
import { DomainError } from '../../core/base/errors.ts';
import type { AppClient } from '../../services/transports/inProcess.ts';

/** A profile by its name or its id. @throws DomainError 'not-found', 'conflict' where two profiles have the name. */
export async function findProfile(client: AppClient, name: string): Promise<Profile> {
  const { profiles } = await client.profile.list();
  const found = profiles.filter(
    (profile) => profile.profileId === name || profile.name.localeCompare(name, undefined, { sensitivity: 'accent' }) === 0,
  );
  const [first] = found;
  if (first === undefined)
    throw new DomainError('not-found', `There is no profile "${name}"; "marquee profile list" shows those there are.`);
  if (found.length > 1)
    throw new DomainError('conflict', `${found.length} profiles are called "${name}"; use an id from "marquee profile list --json".`);
  return first;
}
