import { type Settings, settingsSchema } from '../contract/app.ts';
import type { PersonStore } from '../core/storage/personStore.ts';

const defaults: Settings = {
  theme: 'system',
  device: 'auto',
  singleKeyShortcuts: true,
  textScale: 1,
  livePreview: true,
  rankingModel: null,
  starsModel: null,
};

const prefix = 'app.';

/** Settings as kept, each one that is absent or no longer valid replaced by its default. */
export function readSettings(person: PersonStore): Settings {
  const kept = person.settings.all();
  const settings: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const value = schema.safeParse(kept[prefix + name]);
    settings[name] = value.success ? value.data : defaults[name as keyof Settings];
  }
  return settingsSchema.parse(settings);
}

export function writeSettings(person: PersonStore, changes: Partial<{ [K in keyof Settings]: Settings[K] | undefined }>): Settings {
  for (const [name, value] of Object.entries(changes)) {
    if (value !== undefined) person.settings.set(prefix + name, value);
  }
  return readSettings(person);
}
