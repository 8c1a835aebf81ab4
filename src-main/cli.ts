import { findAppPaths } from './hosts/shared/appPaths.ts';
import { runCli } from './hosts/cli/runCli.ts';

const abort = new AbortController();
let interrupts = 0;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // A second Ctrl-C does not wait for work that cannot hear the first; everything on disk is crash-safe.
    if (++interrupts > 1) process.exit(130);
    abort.abort();
  });
}

process.exitCode = await runCli(process.argv.slice(2), {
  paths: findAppPaths(),
  streams: {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
  },
  env: process.env,
  clock: Date.now,
  signal: abort.signal,
});
