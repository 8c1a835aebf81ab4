import { utilityProcess } from 'electron';
import type { ComputeReply, SpawnCompute } from '../../compute/computeContract.ts';

/**
 * The compute process as Electron's utility process. `fork` of node:child_process cannot be used: the RunAsNode fuse is off.
 * @param entry absolute path of the built file that serves compute on `process.parentPort`.
 */
export function spawnUtilityProcess(entry: string): SpawnCompute {
  return () => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'Marquee compute', stdio: 'ignore' });
    let isKilled = false;
    return {
      postMessage: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', (message: ComputeReply) => listener(message)),
      onExit(listener) {
        // `error` (V8's own fatal error) comes before `exit`, and says more.
        let why: string | null = null;
        child.once('error', (type, location) => {
          why = `a fatal error of the JavaScript engine: ${type} at ${location}`;
        });
        child.once('exit', (code) => listener(why ?? (isKilled ? 'it was stopped' : `it ended with code ${code}`)));
      },
      kill() {
        isKilled = true;
        child.kill();
      },
    };
  };
}
