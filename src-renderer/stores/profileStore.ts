import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppErrorShape } from '../../src-main/contract/errors.ts';
import type { Profile } from '../../src-main/contract/profile.ts';
import { toAppError } from '../client/appError.ts';
import type { AppClient } from '../client/client.ts';

export interface ProfileState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly profiles: readonly Profile[];
  readonly activeProfileId: string | null;
  readonly error: AppErrorShape | null;
}

export interface NewProfile {
  readonly name: string;
  readonly age: number | null;
  readonly gender: 'F' | 'M' | null;
  readonly occupation: number | null;
}

export interface ProfileStore extends StoreApi<ProfileState> {
  load(): Promise<void>;
  /**
   * Creates the profile and makes it the active one. Rejects when it cannot.
   * @param beforeShown called just before the store knows: the place to go to the screen where the new person begins.
   */
  create(profile: NewProfile, beforeShown?: () => void): Promise<Profile>;
  activate(profileId: string): Promise<void>;
  update(profileId: string, change: Partial<NewProfile>): Promise<void>;
  active(): Profile | null;
  /** Takes over how many films the active person has rated. */
  countRatings(numRatings: number): void;
}

export function createProfileStore(client: Pick<AppClient, 'profile'>): ProfileStore {
  const store = createStore<ProfileState>(() => ({ status: 'loading', profiles: [], activeProfileId: null, error: null }));

  async function load(): Promise<void> {
    try {
      const { profiles, activeProfileId } = await client.profile.list();
      store.setState({ status: 'ready', profiles, activeProfileId: activeProfileId ?? profiles[0]?.profileId ?? null, error: null });
    } catch (error) {
      store.setState(({ status }) => ({ status: status === 'ready' ? 'ready' : 'failed', error: toAppError(error) }));
    }
  }

  return {
    ...store,
    load,
    countRatings(numRatings) {
      store.setState(({ profiles, activeProfileId }) => ({
        profiles: profiles.map((profile) => (profile.profileId === activeProfileId ? { ...profile, numRatings } : profile)),
      }));
    },
    async create(profile, beforeShown) {
      const created = await client.profile.create(profile);
      await client.profile.activate({ profileId: created.profileId });
      const { profiles } = await client.profile.list();
      beforeShown?.();
      store.setState({ status: 'ready', profiles, activeProfileId: created.profileId, error: null });
      return created;
    },
    async activate(profileId) {
      store.setState({ activeProfileId: profileId });
      await client.profile.activate({ profileId });
      await load();
    },
    async update(profileId, change) {
      await client.profile.update({ ...change, profileId });
      await load();
    },
    active() {
      const { profiles, activeProfileId } = store.getState();
      return profiles.find((profile) => profile.profileId === activeProfileId) ?? null;
    },
  };
}
