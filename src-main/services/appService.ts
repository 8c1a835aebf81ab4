import type { DeviceReport, Settings } from '../contract/app.ts';
import type { ComputeClient } from '../compute/computeClient.ts';
import { DomainError } from '../core/base/errors.ts';
import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';
import { diagnose, type ExtraDiagnostics } from './diagnostics.ts';
import { readLicences } from './licences.ts';
import { copyData, prepareTarget } from './moveData.ts';
import { readMoveNote } from './moveNote.ts';
import { readSettings, writeSettings } from './settings.ts';
import type { Stores, StoresHolder } from './stores.ts';
import { testDevices } from './testDevices.ts';

export interface AppServiceOptions {
  readonly holder: StoresHolder;
  readonly queue: JobQueue;
  readonly compute: ComputeClient;
  readonly version: string;
  readonly host: 'electron' | 'browser' | 'in-process';
  readonly resourcesDir: string;
  readonly extraDiagnostics: ExtraDiagnostics;
  readonly onSettingsSaved: (settings: Settings) => void;
  /** Before another folder is opened: this process takes it for itself, and lets go of the former. @throws DomainError 'conflict' */
  readonly claimDataDir: (dataDir: string) => void;
  /** Called once the data of another folder are open; `copiedFrom` where they were moved there. */
  readonly rememberDataDir: (dataDir: string, copiedFrom: string | null) => void;
}

export function createAppService(options: AppServiceOptions): Services['app'] {
  const { holder, queue, compute, version, host, resourcesDir } = options;
  const stores = (): Stores => holder.current();

  return {
    info() {
      const { dataDir, person } = stores();
      return { version, host, platform: process.platform, dataDir, startNotice: person.startNotice, moved: readMoveNote(dataDir) };
    },
    settings: () => readSettings(stores().person),
    saveSettings(changes) {
      const settings = writeSettings(stores().person, changes);
      options.onSettingsSaved(settings);
      return settings;
    },
    diagnostics: () => diagnose(stores(), compute, options.extraDiagnostics),
    async testDevices(_input, { signal }): Promise<DeviceReport[]> {
      return await testDevices(compute, readSettings(stores().person).device, signal);
    },
    backups: () => stores().person.backups.list(),
    backup: () => stores().person.backups.make('asked'),
    async restore({ backupId }) {
      assertIdle('restore a backup');
      await stores().person.backups.restore(backupId);
      return { restored: true };
    },
    async moveData({ to }) {
      assertIdle('move the data');
      const from = stores().dataDir;
      const target = await prepareTarget(from, to);
      await openIn(target, () => copyData(from, target));
      options.rememberDataDir(target, from);
      return { dataDir: target };
    },
    async openMoved() {
      assertIdle('open the other folder');
      const moved = readMoveNote(stores().dataDir);
      if (moved === null || !moved.isThere)
        throw new DomainError('not-found', 'There is no other folder to open: nothing was moved away from here, or it is not there now.');
      await openIn(moved.to, () => Promise.resolve());
      options.rememberDataDir(moved.to, null);
      return { dataDir: moved.to };
    },
    licences: () => readLicences(resourcesDir),
  };

  /** On a fault this process goes on with the folder that it had. */
  async function openIn(target: string, prepare: () => Promise<void>): Promise<void> {
    const from = stores().dataDir;
    try {
      await holder.whileClosed(async () => {
        await prepare();
        options.claimDataDir(target);
        return target;
      });
    } catch (error) {
      options.claimDataDir(from);
      throw error;
    }
  }

  function assertIdle(what: string): void {
    const isBusy = queue.list().some((job) => job.state === 'running' || job.state === 'queued');
    if (isBusy) throw new DomainError('conflict', `A job is running; wait for it or cancel it, then ${what}.`);
  }
}
