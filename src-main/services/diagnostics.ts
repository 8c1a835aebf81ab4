import { accessSync, constants } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { Diagnostic } from '../contract/app.ts';
import type { ComputeClient } from '../compute/computeClient.ts';
import type { Stores } from './stores.ts';
import { testDevices } from './testDevices.ts';

/** Rows that only the host can know: a browser, Electron's binary, the built page. */
export type ExtraDiagnostics = () => Diagnostic[] | Promise<Diagnostic[]>;

const LEAST_FREE_BYTES = 200 * 1_048_576;

/** What the app needs and what it found. `failed` means that it cannot run; `missing` is a fact and no fault. */
export async function diagnose(stores: Stores, compute: ComputeClient, extra: ExtraDiagnostics): Promise<Diagnostic[]> {
  return [
    runtimeRow(),
    await folderRow(stores.dataDir),
    row('person', 'Profiles and ratings', () => {
      const verdict = stores.person.check();
      return verdict === 'ok' ? ok(`sound, ${count(stores.person.profiles.list().length, 'profile')}`) : failed(verdict);
    }),
    row('catalogue', 'Catalogue', () => ok(count(stores.films.all.length, 'film'))),
    row('models', 'Models', () => {
      const names = stores.models.cards().map((card) => card.name);
      return names.length > 0 ? ok(names.join(', ')) : failed('no model is at hand; the folder of shipped models is empty');
    }),
    row('datasets', 'Data sets', () => {
      const names = stores.datasets.list().map(({ name }) => name);
      return names.length > 0 ? ok(names.join(', ')) : { state: 'missing', detail: 'none imported; only the lab needs one' };
    }),
    ...(await deviceRows(compute)),
    ...(await extra()),
  ];
}

type Finding = Pick<Diagnostic, 'state' | 'detail'>;
const ok = (detail: string): Finding => ({ state: 'ok', detail });
const failed = (detail: string): Finding => ({ state: 'failed', detail });
const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

function row(id: string, label: string, find: () => Finding): Diagnostic {
  try {
    return { id, label, ...find() };
  } catch (error) {
    return { id, label, state: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
}

function runtimeRow(): Diagnostic {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNewEnough = major > 22 || (major === 22 && minor >= 14);
  const detail = `Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  return { id: 'runtime', label: 'Runtime', ...(isNewEnough ? ok(detail) : failed(`${detail}; 22.14 or newer is needed`)) };
}

async function folderRow(dataDir: string): Promise<Diagnostic> {
  const label = 'Data folder';
  try {
    accessSync(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const detail = `${dataDir}, ${(free / 1_073_741_824).toFixed(1)} GiB free`;
    return { id: 'folder', label, ...(free > LEAST_FREE_BYTES ? ok(detail) : failed(`${detail}: too little to work with`)) };
  } catch (error) {
    return { id: 'folder', label, ...failed(`${dataDir} cannot be written: ${error instanceof Error ? error.message : String(error)}`) };
  }
}

/** One row for the CPU, without which nothing can be trained; one for each device beside it. */
async function deviceRows(compute: ComputeClient): Promise<Diagnostic[]> {
  try {
    const reports = await testDevices(compute, 'auto', undefined);
    return reports.map(({ device, available, gflops, reason }) => {
      const detail = available && gflops !== null ? `${gflops.toPrecision(3)} GFLOP/s, numbers agree with the CPU` : reason;
      const state = available ? 'ok' : device === 'cpu' ? 'failed' : 'missing';
      return { id: `device-${device}`, label: `Device ${device}`, state, detail };
    });
  } catch (error) {
    return [{ id: 'device-cpu', label: 'Device cpu', ...failed(error instanceof Error ? error.message : String(error)) }];
  }
}
