import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DomainError } from '../core/base/errors.ts';

export interface DataFolderChoice {
  /** From `--data-dir`. */
  readonly flag?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
}

export interface DataFolder {
  readonly dataDir: string;
  /** Where a move is remembered; null where the folder was named outright, so that naming it stays the truth. */
  readonly locationFile: string | null;
}

/** The one folder of everything that Marquee keeps: `--data-dir`, else `MARQUEE_HOME`, else where it was moved to, else the platform's place. */
export function resolveDataFolder(choice: DataFolderChoice): DataFolder {
  const { flag, env, platform = process.platform, home = homedir() } = choice;
  const named = flag ?? env['MARQUEE_HOME'];
  if (named !== undefined && named !== '') return { dataDir: resolve(named), locationFile: null };
  const base = platformBase(platform, home, env);
  const locationFile = join(base.config, 'location.json');
  return { dataDir: readLocation(locationFile) ?? base.data, locationFile };
}

function platformBase(platform: NodeJS.Platform, home: string, env: DataFolderChoice['env']): { data: string; config: string } {
  if (platform === 'darwin') {
    const folder = join(home, 'Library', 'Application Support', 'Marquee');
    return { data: join(folder, 'data'), config: folder };
  }
  if (platform === 'win32') {
    const folder = join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Marquee');
    return { data: join(folder, 'data'), config: folder };
  }
  return {
    data: join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'marquee'),
    config: join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'marquee'),
  };
}

function readLocation(file: string): string | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const dataDir = typeof value === 'object' && value !== null && 'dataDir' in value ? value.dataDir : null;
    return typeof dataDir === 'string' && dataDir !== '' ? dataDir : null;
  } catch {
    return null;
  }
}

/** Remembers where the data folder is from now on. */
export function writeLocation(file: string, dataDir: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify({ dataDir })}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}

/** Makes the folder, readable by this user alone. @throws DomainError 'storage-failed' where that cannot be done. */
export function ensureDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new DomainError('storage-failed', `The data folder ${dataDir} cannot be made (${reason}); choose another with --data-dir.`, {
      reason,
    });
  }
}
