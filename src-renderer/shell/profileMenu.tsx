import { Check } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useStore } from 'zustand';
import type { Settings } from '../../src-main/contract/app.ts';
import { Icon } from '../components/icon.tsx';
import menu from '../components/menu.module.css';
import { counted } from '../components/numberWords.ts';
import { routes } from '../routes.ts';
import { useActiveProfile, useStores } from '../stores/hooks.tsx';
import styles from './profileMenu.module.css';

const THEMES: readonly { readonly id: Settings['theme']; readonly label: string }[] = [
  { id: 'system', label: 'As the system' },
  { id: 'dark', label: 'Dark' },
  { id: 'light', label: 'Light' },
];

/** Who is rating; others of this computer; the look; the way to the settings. */
export function ProfileMenu() {
  const { profiles, settings } = useStores();
  const all = useStore(profiles, (state) => state.profiles);
  const theme = useStore(settings, (state) => state.settings?.theme ?? 'system');
  const active = useActiveProfile();
  return (
    <MenuTrigger>
      <Button className={styles.who ?? ''} aria-label={`Profile: ${active?.name ?? ''}`}>
        <span aria-hidden="true">{active?.name.trim().charAt(0).toUpperCase()}</span>
      </Button>
      <Popover className={menu.popover ?? ''} placement="bottom end">
        <Menu className={menu.list ?? ''} aria-label="Profile and look">
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={active === null ? [] : [active.profileId]}
            onSelectionChange={(keys) => {
              const [next] = keys === 'all' ? [] : [...keys];
              if (typeof next === 'string' && next !== active?.profileId) void profiles.activate(next);
            }}
          >
            <Header className={menu.heading ?? ''}>Who is rating</Header>
            {all.map((profile) => (
              <MenuItem key={profile.profileId} id={profile.profileId} textValue={profile.name} className={menu.item ?? ''}>
                <span className={menu.word}>
                  {profile.name}
                  <span className={menu.note}>{counted(profile.numRatings, 'rating')}</span>
                </span>
                <Icon of={Check} className={menu.check} />
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className={menu.separator ?? ''} />
          <MenuItem id="rate" href={routes.rate} className={menu.item ?? ''}>
            Rate more films
          </MenuItem>
          <MenuItem id="new" href={routes.newProfile} className={menu.item ?? ''}>
            New profile
          </MenuItem>
          <MenuItem id="settings" href={routes.settings} className={menu.item ?? ''}>
            Settings
          </MenuItem>
          <Separator className={menu.separator ?? ''} />
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const chosen = THEMES.find(({ id }) => keys !== 'all' && keys.has(id));
              if (chosen !== undefined) void settings.save({ theme: chosen.id });
            }}
          >
            <Header className={menu.heading ?? ''}>Look</Header>
            {THEMES.map(({ id, label }) => (
              <MenuItem key={id} id={id} textValue={label} className={menu.item ?? ''}>
                <span className={menu.word}>{label}</span>
                <Icon of={Check} className={menu.check} />
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
