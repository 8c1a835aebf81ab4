import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Icon } from './icon.tsx';
import styles from './topBar.module.css';
import { Wordmark } from './wordmark.tsx';

export interface NavigationPlace {
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

export interface TopBarProps {
  readonly home: string;
  readonly places: readonly NavigationPlace[];
  readonly onSearch: () => void;
  /** The job tray and the profile menu. */
  readonly children: ReactNode;
}

/** Wordmark, the places in words, the search field, then what stands at the end. */
export function TopBar({ home, places, onSearch, children }: TopBarProps) {
  const modifier = /Mac/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
  return (
    <header className={styles.bar}>
      <Wordmark href={home} />
      <nav className={styles.places} aria-label="Main">
        {places.map((place) => (
          <a key={place.href} href={place.href} {...(place.isCurrent ? { 'aria-current': 'page' as const } : {})}>
            {place.label}
          </a>
        ))}
      </nav>
      <div className={styles.end}>
        <AriaButton className={styles.find ?? ''} onPress={onSearch} aria-label={`Find a film, person, action ${modifier}`}>
          <Icon of={Search} />
          <span>Find a film, person, action</span> <kbd>{modifier}</kbd>
        </AriaButton>
        {children}
      </div>
    </header>
  );
}
