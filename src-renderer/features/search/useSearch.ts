import { useEffect, useState } from 'react';
import type { SearchHit } from '../../../src-main/contract/catalog.ts';
import type { AppErrorShape } from '../../../src-main/contract/errors.ts';
import { toAppError } from '../../client/appError.ts';
import { useActiveProfile, useClient } from '../../stores/hooks.tsx';

export interface SearchResult {
  /** Null before the first answer; the former hits stay while new ones are on their way. */
  readonly hits: readonly SearchHit[] | null;
  readonly error: AppErrorShape | null;
}

const LIMIT = 12;

/** Hits follow every letter: the search answers within milliseconds, so nothing is held back; late answers are dropped. */
export function useSearch(query: string): SearchResult {
  const client = useClient();
  const profileId = useActiveProfile()?.profileId;
  const [result, setResult] = useState<SearchResult>({ hits: null, error: null });
  const text = query.trim();
  useEffect(() => {
    if (text === '') {
      setResult({ hits: null, error: null });
      return;
    }
    const asked = new AbortController();
    client.catalog
      .search({ query: text.slice(0, 200), limit: LIMIT, ...(profileId === undefined ? {} : { profileId }) }, { signal: asked.signal })
      .then(
        ({ hits }) => !asked.signal.aborted && setResult({ hits, error: null }),
        (error: unknown) => !asked.signal.aborted && setResult({ hits: [], error: toAppError(error) }),
      );
    return () => asked.abort();
  }, [client, text, profileId]);
  return result;
}
