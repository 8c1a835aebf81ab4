import type { DeviceReport, Settings } from '../contract/app.ts';
import type { ComputeClient } from '../compute/computeClient.ts';
import { DomainError } from '../core/base/errors.ts';
import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';
import { diagnose, type ExtraDiagnostics } from './diagnostics.ts';
import { readLicences } from './licences.ts';
import { copyData, prepareTarget } from './moveData.ts';
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
  /** Called once the data are at their new place. */
  readonly rememberDataDir: (dataDir: string) => void;
}

export function createAppService(options: AppServiceOptions): Services['app'] {
  const { holder, queue, compute, version, host, resourcesDir } = options;
  const stores = (): Stores => holder.current();

  return {
    info: () => ({ version, host, platform: process.platform, dataDir: stores().dataDir, startNotice: stores().person.startNotice }),
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
      await holder.whileClosed(async () => {
        await copyData(from, target);
        return target;
      });
      options.rememberDataDir(target);
      return { dataDir: target };
    },
    licences: () => readLicences(resourcesDir),
  };

  function assertIdle(what: string): void {
    const isBusy = queue.list().some((job) => job.state === 'running' || job.state === 'queued');
    if (isBusy) throw new DomainError('conflict', `A job is running; wait for it or cancel it, then ${what}.`);
  }
}
