import { Redirect, Route, Switch, useLocation } from 'wouter';
import { shelves } from '../../src-main/contract/ratings.ts';
import { TopBar } from '../components/topBar.tsx';
import { DiscoverScreen } from '../features/discover/discoverScreen.tsx';
import { FilmScreen } from '../features/film/filmScreen.tsx';
import { LabScreen } from '../features/lab/labScreen.tsx';
import { LibraryScreen } from '../features/library/libraryScreen.tsx';
import { SEARCH_EVENT, Search } from '../features/search/search.tsx';
import { SettingsScreen } from '../features/settings/settingsScreen.tsx';
import { StudioScreen } from '../features/studio/studioScreen.tsx';
import { routes } from '../routes.ts';
import { ErrorBoundary } from './errorBoundary.tsx';
import { MissingScreen } from './missingScreen.tsx';
import { ProfileMenu } from './profileMenu.tsx';
import { RunningJobs } from './runningJobs.tsx';
import { useFocusHandedOn } from './useFocusHandedOn.ts';
import styles from './shell.module.css';

/** The bar, and below it the screen of the address. */
export function Shell({ profileId }: { readonly profileId: string }) {
  const [location] = useLocation();
  useFocusHandedOn();
  const places = [
    { label: 'Discover', href: routes.discover, isCurrent: location.startsWith('/discover') || location.startsWith('/film') },
    { label: 'Library', href: routes.library, isCurrent: location.startsWith('/library') },
    { label: 'Studio', href: routes.studio, isCurrent: location.startsWith('/studio') },
    { label: 'Lab', href: routes.lab, isCurrent: location.startsWith('/lab') },
  ];
  return (
    <>
      <a className={styles.skip} href="#main" onClick={skipToMain}>
        Skip to the films
      </a>
      <TopBar home={routes.discover} places={places} onSearch={() => window.dispatchEvent(new Event(SEARCH_EVENT))}>
        <RunningJobs />
        <ProfileMenu />
      </TopBar>
      <main id="main" tabIndex={-1} className={styles.main}>
        <ErrorBoundary place={location}>
          <Switch>
            <Route path="/">
              <Redirect to="/discover" replace />
            </Route>
            <Route path="/discover">
              <DiscoverScreen profileId={profileId} />
            </Route>
            <Route path="/film/:filmId">{({ filmId }) => <FilmScreen filmId={Number(filmId)} />}</Route>
            <Route path="/library/:shelf?">{({ shelf }) => <LibraryScreen profileId={profileId} shelf={toShelf(shelf)} />}</Route>
            <Route path="/lab/:part?/:detail?">
              {({ part, detail }) => <LabScreen profileId={profileId} part={part ?? 'train'} detail={toDetail(detail)} />}
            </Route>
            <Route path="/studio/:part?/:detail?">
              {({ part, detail }) => <StudioScreen part={part ?? 'paint'} detail={toDetail(detail)} />}
            </Route>
            <Route path="/settings/:part?">{({ part }) => <SettingsScreen part={part ?? null} />}</Route>
            <Route>
              <MissingScreen />
            </Route>
          </Switch>
        </ErrorBoundary>
      </main>
      <Search />
    </>
  );
}

const toShelf = (name: string | undefined) => shelves.find((shelf) => shelf === name) ?? 'rated';

const toDetail = (text: string | undefined): string | null => (text === undefined ? null : decodeURIComponent(text));

/** The fragment is the address here, so the skip link moves the focus itself. */
function skipToMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}
