import type { AppClient } from '../../services/transports/inProcess.ts';

const MARKS = { ok: 'ok     ', missing: 'missing', failed: 'FAILED ' } as const;

/**
 * `doctor` inside Electron: the same rows as in the terminal, and a session of the runtime on every device of this
 * machine, in the utility process, so that native code and copied outputs are tried where the app will use them.
 * @returns whether the app can run here.
 */
export async function runDoctor(client: AppClient, asJson: boolean, write: (text: string) => void): Promise<boolean> {
  const rows = await client.app.diagnostics();
  const devices = await client.app.testDevices();
  const hasSession = devices.some(({ device, available, maxRelativeError }) => device === 'cpu' && available && maxRelativeError !== null);
  const canRun = rows.every(({ state }) => state !== 'failed') && hasSession;
  if (asJson) write(`${JSON.stringify({ canRun, electron: process.versions['electron'] ?? null, rows, devices })}\n`);
  else {
    for (const { state, label, detail } of rows) write(`${MARKS[state]}  ${label}  ${detail}\n`);
    for (const { device, available, reason } of devices) write(`${available ? MARKS.ok : MARKS.missing}  device ${device}  ${reason}\n`);
    write(canRun ? 'Marquee can run in this Electron.\n' : 'Marquee cannot run in this Electron; the rows above say why.\n');
  }
  return canRun;
}
