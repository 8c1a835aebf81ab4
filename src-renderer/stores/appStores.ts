import type { AppClient } from '../client/client.ts';
import { type CatalogStore, createCatalogStore } from './catalogStore.ts';
import { createDiscoverStore, type DiscoverStore } from './discoverStore.ts';
import { createGalleryStore, type GalleryStore } from './galleryStore.ts';
import { createJobsStore, type JobsStore } from './jobsStore.ts';
import { createNoticesStore, type NoticesStore } from './noticesStore.ts';
import { createOnboardingStore, type OnboardingStore } from './onboardingStore.ts';
import { createPainterDraftStore, type PainterDraftStore } from './painterDraftStore.ts';
import { createProfileStore, type ProfileStore } from './profileStore.ts';
import { createRatingsStore, type RatingsStore } from './ratingsStore.ts';
import { createSettingsStore, type SettingsStore } from './settingsStore.ts';
import { createStudioStore, type StudioStore } from './studioStore.ts';

/** One store a domain; they know the client and one another, never React. */
export interface AppStores {
  readonly client: AppClient;
  readonly notices: NoticesStore;
  readonly settings: SettingsStore;
  readonly profiles: ProfileStore;
  readonly ratings: RatingsStore;
  readonly catalog: CatalogStore;
  readonly jobs: JobsStore;
  readonly onboarding: OnboardingStore;
  readonly discover: DiscoverStore;
  readonly studio: StudioStore;
  readonly gallery: GalleryStore;
  readonly painterDraft: PainterDraftStore;
}

export function createAppStores(client: AppClient): AppStores {
  const notices = createNoticesStore();
  const profiles = createProfileStore(client);
  const ratings = createRatingsStore(client, notices);
  profiles.subscribe(({ activeProfileId }) => ratings.openProfile(activeProfileId));
  // The counts in the profile menu follow every rating.
  ratings.subscribe(({ numRatings }, before) => {
    if (numRatings !== null && numRatings !== before.numRatings) profiles.countRatings(numRatings);
  });
  return {
    client,
    notices,
    settings: createSettingsStore(client, notices),
    profiles,
    ratings,
    catalog: createCatalogStore(client),
    jobs: createJobsStore(client, notices),
    onboarding: createOnboardingStore(client, ratings),
    discover: createDiscoverStore(client, ratings),
    studio: createStudioStore(),
    gallery: createGalleryStore(),
    painterDraft: createPainterDraftStore(),
  };
}
