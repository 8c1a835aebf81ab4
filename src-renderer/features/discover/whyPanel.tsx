import { useEffect, useState } from 'react';
import type { AppErrorShape } from '../../../src-main/contract/errors.ts';
import type { Film, Reason } from '../../../src-main/contract/shared.ts';
import { toAppError } from '../../client/appError.ts';
import { ReasonRow } from '../../components/reasonRow.tsx';
import { useClient } from '../../stores/hooks.tsx';
import text from '../../styles/text.module.css';

type Answer = { readonly reasons: readonly Reason[] } | { readonly error: AppErrorShape } | null;

/** The reasons for one film, computed for this person when asked. */
export function WhyPanel({ film, profileId }: { readonly film: Film; readonly profileId: string }) {
  const client = useClient();
  const [answer, setAnswer] = useState<Answer>(null);
  useEffect(() => {
    const asking = new AbortController();
    client.recommendations.forFilm({ profileId, filmId: film.filmId }, { signal: asking.signal }).then(
      ({ reasons, moreReasons }) => setAnswer({ reasons: [...reasons, ...moreReasons].slice(0, 3) }),
      (error: unknown) => !asking.signal.aborted && setAnswer({ error: toAppError(error) }),
    );
    return () => asking.abort();
  }, [client, film, profileId]);
  if (answer === null) return <p className={text.small}>Computing the list without each of your ratings</p>;
  if ('error' in answer) return <p className={text.small}>{answer.error.message}</p>;
  if (answer.reasons.length === 0) {
    return <p className={text.small}>No single rating of yours is behind this film. Its place comes from all of them together.</p>;
  }
  return answer.reasons.map((reason, index) => <ReasonRow key={index} reason={reason} isOpen={index === 0} />);
}
