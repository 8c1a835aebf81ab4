import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { SettingsStore } from '../stores/settingsStore.ts';
import { applyLook } from '../stores/theme.ts';

/** Theme and text size follow the settings, at once and in every screen. */
export function useLook(store: SettingsStore): void {
  const settings = useStore(store, (state) => state.settings);
  useEffect(() => {
    if (settings !== null) applyLook(document.documentElement, settings, localStorage);
  }, [settings]);
}
