import type { Connection } from './connection.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Small named values; what they mean and their defaults is the business of who asks. */
export interface SettingsRepository {
  /** null for what was never set. */
  get(name: string): JsonValue;
  all(): Readonly<Record<string, JsonValue>>;
  set(name: string, value: JsonValue): void;
}

export function createSettings({ sql, write }: Connection): SettingsRepository {
  return {
    get(name) {
      const row = sql('SELECT value FROM settings WHERE name = ?').get(name) as { value: string } | undefined;
      return row === undefined ? null : (JSON.parse(row.value) as JsonValue);
    },
    all() {
      const rows = sql('SELECT name, value FROM settings ORDER BY name').all() as { name: string; value: string }[];
      return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as JsonValue]));
    },
    set(name, value) {
      write(() => sql('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(name, JSON.stringify(value)));
    },
  };
}
