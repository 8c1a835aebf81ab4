import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import type { ReconnectingLink } from '../client/connection.ts';
import { Button } from '../components/button.tsx';
import { Loading } from '../components/loading.tsx';
import { Wordmark } from '../components/wordmark.tsx';
import { useStores } from '../stores/hooks.tsx';
import { StartNotices } from './startNotices.tsx';
import { Strip } from './strip.tsx';
import styles from './connectionGate.module.css';

/** What stands before the app while there is nothing to talk to, and the strip over it when the connection was cut. */
export function ConnectionGate({ link, children }: { readonly link: ReconnectingLink; readonly children: ReactNode }) {
  const { state, epoch } = useStore(link.status);
  const { profiles, settings, catalog, jobs } = useStores();

  useEffect(() => {
    if (epoch === 0) return;
    const watching = new AbortController();
    void settings.load();
    void profiles.load();
    void catalog.load();
    void jobs.watch(watching.signal);
    return () => watching.abort();
  }, [epoch, profiles, settings, catalog, jobs]);

  if (state === 'refused') return <Refused />;
  if (epoch === 0) return <Waiting hasFailed={state === 'disconnected'} onRetry={link.retryNow} />;
  return (
    <>
      {state === 'disconnected' && <CutStrip onRetry={link.retryNow} />}
      <StartNotices />
      {children}
    </>
  );
}

function CutStrip({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <Strip isUrgent>
      <p>
        <b>Marquee is not answering.</b> It may have been closed. Your ratings are saved; start it again and this page goes on.
      </p>
      <Button size="small" onPress={onRetry}>
        Try now
      </Button>
    </Strip>
  );
}

function Waiting({ hasFailed, onRetry }: { readonly hasFailed: boolean; readonly onRetry: () => void }) {
  return (
    <main className={styles.alone}>
      <Wordmark />
      {hasFailed ? (
        <>
          <h1>Marquee is not answering</h1>
          <p>The application behind this page may have been closed. Start it again; this page goes on by itself.</p>
          <Button look="primary" onPress={onRetry}>
            Try now
          </Button>
        </>
      ) : (
        <Loading sentence="Opening your films" shapes={0} />
      )}
    </main>
  );
}

function Refused() {
  return (
    <main className={styles.alone}>
      <Wordmark />
      <h1>This link was used already</h1>
      <p>
        Each link opens Marquee once, so that nobody else on this computer can use it. Press Enter in the terminal where Marquee runs; it
        prints a new link.
      </p>
      <Button look="primary" onPress={() => window.location.reload()}>
        Try again
      </Button>
    </main>
  );
}
