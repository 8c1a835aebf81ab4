import { useStore } from 'zustand';
import type { Settings } from '../../../src-main/contract/app.ts';
import { Segmented } from '../../components/segmented.tsx';
import { Slider } from '../../components/slider.tsx';
import { Switch } from '../../components/switch.tsx';
import { useStores } from '../../stores/hooks.tsx';
import { Group, Setting } from './group.tsx';

const themes: readonly { readonly id: Settings['theme']; readonly label: string }[] = [
  { id: 'system', label: 'System' },
  { id: 'dark', label: 'Dark' },
  { id: 'light', label: 'Light' },
];

export function LookGroup() {
  const { settings: store } = useStores();
  const settings = useStore(store, (state) => state.settings);
  if (settings === null) return null;
  return (
    <Group part="look">
      <Setting label="Theme" help="A cinema at night, or its foyer in the daytime.">
        <Segmented label="Theme" options={themes} value={settings.theme} onChange={(theme) => void store.save({ theme })} />
      </Setting>
      <Setting label="Text size" help="Everything grows with it.">
        <Slider
          label="Size"
          value={settings.textScale}
          min={0.85}
          max={1.5}
          step={0.05}
          words={(value) => `${Math.round(value * 100)} %`}
          onChange={(textScale) => void store.save({ textScale })}
        />
      </Setting>
      <Setting label="Keys without Ctrl" help="1 to 5 rate, R goes to the stars, W is the watchlist, Z undoes, ? shows all keys.">
        <Switch isSelected={settings.singleKeyShortcuts} onChange={(singleKeyShortcuts) => void store.save({ singleKeyShortcuts })}>
          Single-key shortcuts
        </Switch>
      </Setting>
    </Group>
  );
}
