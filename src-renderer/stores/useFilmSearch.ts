import { useCallback } from 'react';
import type { SearchHit } from '../../src-main/contract/catalog.ts';
import { useActiveProfile, useClient } from './hooks.tsx';

const HITS = 8;

/** Films by title for a field that is typed into, each with what the active person said of it. */
export function useFilmSearch(): (query: string) => Promise<readonly SearchHit[]> {
  const client = useClient();
  const profileId = useActiveProfile()?.profileId;
  return useCallback(
    async (query) => (await client.catalog.search({ query, limit: HITS, ...(profileId === undefined ? {} : { profileId }) })).hits,
    [client, profileId],
  );
}
