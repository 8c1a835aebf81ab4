import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { ReconnectingLink } from './client/connection.ts';
import { ConnectionGate } from './shell/connectionGate.tsx';
import { ErrorBoundary } from './shell/errorBoundary.tsx';
import { ProfileGate } from './shell/profileGate.tsx';
import { Notices } from './shell/notices.tsx';
import { useLook } from './shell/useLook.ts';
import type { AppStores } from './stores/appStores.ts';
import { StoresProvider } from './stores/hooks.tsx';

const queries = new QueryClient({
  // Everything is on this machine: asking again is cheap, and a failure is told at once.
  defaultOptions: { queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false }, mutations: { networkMode: 'always' } },
});

export interface AppProps {
  readonly stores: AppStores;
  readonly link: ReconnectingLink;
}

export function App({ stores, link }: AppProps) {
  useLook(stores.settings);
  return (
    <StoresProvider stores={stores}>
      <QueryClientProvider client={queries}>
        <Router hook={useHashLocation}>
          <ErrorBoundary place="app">
            <ConnectionGate link={link}>
              <ProfileGate />
            </ConnectionGate>
          </ErrorBoundary>
          <Notices />
        </Router>
      </QueryClientProvider>
    </StoresProvider>
  );
}
