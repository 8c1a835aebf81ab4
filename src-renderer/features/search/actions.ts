import {
  BookOpen,
  Compass,
  Database,
  FlaskConical,
  HardDriveDownload,
  Keyboard,
  type LucideIcon,
  Moon,
  Settings,
  Star,
  Sun,
  Undo2,
  UserPlus,
} from 'lucide-react';
import { routes } from '../../routes.ts';
import { useStores } from '../../stores/hooks.tsx';

export interface Action {
  readonly id: string;
  readonly words: string;
  /** Other words by which it is found. */
  readonly also?: string;
  readonly keys?: string;
  readonly icon: LucideIcon;
  run(): void;
}

const goTo = (address: string) => (): void => {
  window.location.hash = address;
};

/** What can be done from anywhere. */
export function useActions(showKeys: () => void): readonly Action[] {
  const { client, notices, ratings, settings } = useStores();
  const backUp = (): void => {
    client.app.backup().then(
      () => notices.say('A backup was made'),
      (error: unknown) => notices.fail(error, backUp),
    );
  };
  return [
    { id: 'discover', words: 'Go to Discover', also: 'recommendations home list', icon: Compass, run: goTo(routes.discover) },
    { id: 'rate', words: 'Rate films', also: 'stars onboarding more', icon: Star, run: goTo(routes.rate) },
    { id: 'library', words: 'Go to your library', also: 'rated hidden not seen', icon: BookOpen, run: goTo(routes.library) },
    { id: 'watchlist', words: 'Show your watchlist', also: 'library later', icon: BookOpen, run: goTo('#/library/watchlist') },
    { id: 'train', words: 'Train a model', also: 'lab experiment run queue', icon: FlaskConical, run: goTo('#/lab/train/new') },
    { id: 'runs', words: 'Show all runs', also: 'lab compare figures', icon: FlaskConical, run: goTo('#/lab/runs') },
    { id: 'explore', words: 'Explore a data set', also: 'lab data charts', icon: FlaskConical, run: goTo('#/lab/data') },
    { id: 'models', words: 'Show all models', also: 'lab cards registry', icon: FlaskConical, run: goTo('#/lab/models') },
    { id: 'undo', words: 'Undo the last rating or list change', also: 'take back', keys: 'Z', icon: Undo2, run: () => void ratings.undo() },
    { id: 'dark', words: 'Dark theme', also: 'look night', icon: Moon, run: () => void settings.save({ theme: 'dark' }) },
    { id: 'light', words: 'Light theme', also: 'look day', icon: Sun, run: () => void settings.save({ theme: 'light' }) },
    { id: 'profile', words: 'New profile', also: 'person user', icon: UserPlus, run: goTo(routes.newProfile) },
    {
      id: 'settings',
      words: 'Settings',
      also: 'preferences options licences diagnostics devices',
      icon: Settings,
      run: goTo(routes.settings),
    },
    { id: 'import', words: 'Import a data set', also: 'movielens data', icon: Database, run: goTo(routes.settingsPart('data-sets')) },
    { id: 'backup', words: 'Back up now', also: 'save copy', icon: HardDriveDownload, run: backUp },
    { id: 'keys', words: 'Show all keys', also: 'shortcuts keyboard help', keys: '?', icon: Keyboard, run: showKeys },
  ];
}
