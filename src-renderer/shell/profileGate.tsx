import { useStore } from 'zustand';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Button } from '../components/button.tsx';
import { ErrorPanel } from '../components/errorPanel.tsx';
import { Loading } from '../components/loading.tsx';
import { RateScreen } from '../features/onboarding/rateScreen.tsx';
import { WelcomeScreen } from '../features/onboarding/welcomeScreen.tsx';
import page from '../styles/page.module.css';
import { useStores } from '../stores/hooks.tsx';
import { Shell } from './shell.tsx';
import { useArrival } from './useArrival.ts';

/** Without a profile there is one place to be: the first start. */
export function ProfileGate() {
  const { profiles } = useStores();
  const { status, activeProfileId, error } = useStore(profiles);
  const [location] = useLocation();
  // "/" is on its way to another address.
  useArrival(status !== 'ready' ? null : activeProfileId === null ? '/welcome' : location === '/' ? null : location);
  if (status === 'failed' && error !== null) {
    return (
      <main className={page.page}>
        <ErrorPanel error={error}>
          <Button onPress={() => void profiles.load()}>Try again</Button>
        </ErrorPanel>
      </main>
    );
  }
  if (status === 'loading') {
    return (
      <main className={page.page}>
        <Loading sentence="Opening your profile" shapes={0} />
      </main>
    );
  }
  if (activeProfileId === null) return <WelcomeScreen isFirst />;
  return (
    <Switch>
      <Route path="/rate">
        <RateScreen key={activeProfileId} profileId={activeProfileId} />
      </Route>
      <Route path="/profiles/new">
        <WelcomeScreen isFirst={false} />
      </Route>
      <Route path="/welcome">
        <Redirect to="/rate" />
      </Route>
      <Route>
        <Shell profileId={activeProfileId} />
      </Route>
    </Switch>
  );
}
