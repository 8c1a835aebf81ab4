/**
 * The one entry behind every npm script: installs from the lock file if needed, builds if stale, then does the work under
 * Node 24. Runs on Node 20 or newer with nothing installed. All of its own talk goes to standard error.
 *
 *   node .ci/bootstrap.mjs start|test|check|marquee|bench|soak|package|build|install [ARGUMENTS]
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const say = (text) => process.stderr.write(`${text}\n`);
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const isWindows = process.platform === 'win32';
const today = () => new Date().toISOString().slice(0, 10);

class Failure extends Error {}

/** Runs a program and resolves to its exit code (128 + n after signal n). Signals sent to us reach it. */
function run(file, args, { quiet = false, onSpawn = () => {}, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: quiet ? ['ignore', 2, 2] : 'inherit', ...options });
    // A terminal gives Ctrl-C to the whole group; without one we pass it on. Either way we wait for the child's own end.
    const forward = (signal) => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    const done = () => signals.forEach((signal) => process.off(signal, forward));
    child.once('error', (error) => (done(), reject(error)));
    child.once('close', (code, signal) => (done(), resolve(code ?? 128 + (constants.signals[signal] ?? 1))));
    onSpawn(child);
  });
}

/** Holds `.cache/NAME.lock` around the work; `wasBroken` says that an earlier holder died in the middle of it. */
async function withLock(name, work) {
  mkdirSync(at('.cache'), { recursive: true });
  const path = at('.cache', `${name}.lock`);
  let wasBroken = false;
  let announced = false;
  for (;;) {
    try {
      const handle = openSync(path, 'wx');
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    let stale = false;
    try {
      const age = Date.now() - statSync(path).mtimeMs;
      const pid = Number(read(path)) || 0;
      if (age > 60_000) stale = true;
      else if (pid > 0) process.kill(pid, 0);
      else stale = age > 5_000;
    } catch (error) {
      stale = error.code === 'ESRCH';
    }
    if (stale) {
      try {
        // Only one of several waiting processes wins this rename.
        renameSync(path, `${path}.${process.pid}`);
        rmSync(`${path}.${process.pid}`, { force: true });
        wasBroken = true;
      } catch {}
      continue;
    }
    if (!announced) say(`marquee: waiting for another ${name} to finish`);
    announced = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const beat = setInterval(() => existsSync(path) && utimesSync(path, new Date(), new Date()), 5_000);
  try {
    return await work(wasBroken);
  } finally {
    clearInterval(beat);
    rmSync(path, { force: true });
  }
}

function writeStamp(path, text) {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

// ---- installing ----

const installStamp = at('node_modules', '.marquee-install');

function lockHash() {
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', '.npmrc']) hash.update(read(at(name)) ?? '').update('\0');
  return hash.update(`${process.platform} ${process.arch}`).digest('hex');
}

/** Whether node_modules holds what the lock file asks for, package by package (an install made by npm itself also counts). */
function isInstalledByHand() {
  if (!existsSync(at('node_modules', '.package-lock.json'))) return false;
  const wanted = readJson(at('package-lock.json')).packages;
  const present = readJson(at('node_modules', '.package-lock.json')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return entry.optional === true || entry.peer === true;
    return found.version === entry.version && existsSync(at(path, 'package.json'));
  });
}

/** npm as it was started, or the one on the path. */
async function npm(args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return run(process.env.npm_node_execpath ?? process.execPath, [script, ...args], { quiet: true });
  return run(isWindows ? 'npm.cmd' : 'npm', args, { quiet: true, shell: isWindows });
}

async function install() {
  const wanted = lockHash();
  if (read(installStamp) === wanted && !existsSync(at('.cache', 'install.lock'))) return;
  await withLock('install', async (wasBroken) => {
    if (!wasBroken && read(installStamp) === wanted) return;
    if (wasBroken || !isInstalledByHand()) {
      say('marquee: installing the packages of package-lock.json (npm ci)');
      rmSync(installStamp, { force: true });
      // Windows cannot delete a program that runs, but can move it out of the way.
      if (isWindows && process.execPath.startsWith(at('node_modules')))
        renameSync(process.execPath, at('.cache', `node-${process.pid}.exe`));
      const code = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
      if (code !== 0)
        throw new Failure(`npm ci ended with code ${code}: the packages could not be installed, see its words above, then try again.`);
    }
    writeStamp(installStamp, wanted);
  });
}

/** The Node 24 that came with the packages, or the running one if it is new enough. */
function node24() {
  const names = [`node-${isWindows ? 'win' : process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  for (const name of names) {
    const path = at('node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
    if (existsSync(path)) return path;
  }
  if (Number(process.versions.node.split('.')[0]) === 24) return process.execPath;
  throw new Failure(
    `No Node 24 is packaged for ${process.platform} ${process.arch}, and this is Node ${process.versions.node}: install Node 24 and run the command with it.`,
  );
}

// ---- Electron's binary ----

/** The path of Electron's program, or null while its binary is not there. */
function electronBinary() {
  const name = read(at('node_modules', 'electron', 'path.txt')) ?? (isWindows ? 'electron.exe' : 'electron');
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? at('node_modules', 'electron', 'dist'), name);
  return existsSync(path) ? path : null;
}

function bytesUnder(folder) {
  if (!existsSync(folder)) return 0;
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) sum += statSync(join(entry.parentPath ?? entry.path, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}

/** Fetches the binary once; gives up when nothing has arrived for 10 s, and does not ask again on the same day. */
async function fetchElectron() {
  const { version } = readJson(at('node_modules', 'electron', 'package.json'));
  const refusal = at('.cache', 'electron-unavailable');
  if (electronBinary() !== null || process.env.MARQUEE_SKIP_ELECTRON === '1' || read(refusal) === `${version} ${today()}`) return;
  await withLock('electron', async () => {
    if (electronBinary() !== null || read(refusal) === `${version} ${today()}`) return;
    say(`marquee: fetching the binary of Electron ${version} (about 120 MB, once; gives up after 10 s without an answer)`);
    const temporary = at('.cache', 'electron-download');
    mkdirSync(temporary, { recursive: true });
    let watch;
    const code = await run(node24(), [at('node_modules', 'electron', 'install.js')], {
      stdio: ['ignore', 2, 'ignore'],
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      onSpawn(child) {
        let bytes = -1;
        let since = Date.now();
        watch = setInterval(() => {
          const now = bytesUnder(temporary) + bytesUnder(at('node_modules', 'electron', 'dist'));
          if (now !== bytes) since = Date.now();
          bytes = now;
          if (Date.now() - since >= 10_000) child.kill('SIGKILL');
        }, 500);
      },
    });
    clearInterval(watch);
    rmSync(temporary, { recursive: true, force: true });
    if (code === 0 && electronBinary() !== null) return;
    writeStamp(refusal, `${version} ${today()}`);
    say(
      "marquee: Electron's binary could not be had; the browser host does the same work (tried again tomorrow, or after deleting .cache/electron-unavailable)",
    );
  });
}

// ---- building ----

const BUILD_INPUTS = [
  'src-main',
  'src-preload',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

function sourceHash() {
  const hash = createHash('sha256');
  const add = (path) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(relative(root, path).split(sep).join('/')).update('\0').update(readFileSync(path)).update('\0');
  };
  for (const name of BUILD_INPUTS) if (existsSync(at(name))) add(at(name));
  return hash.digest('hex');
}

/** Builds beside `out/` and swaps the folders, so that a failed or interrupted build leaves the last good one in place. */
async function build() {
  const isFresh = () => read(at('out', '.marquee-build')) === sourceHash();
  if (isFresh()) return;
  await withLock('build', async () => {
    if (isFresh()) return;
    const hash = sourceHash();
    const fresh = at('.cache', 'build');
    say('marquee: building');
    rmSync(fresh, { recursive: true, force: true });
    const code = await run(node24(), [at('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'], {
      quiet: true,
      env: { ...process.env, MARQUEE_OUT_DIR: fresh, NODE_ENV: 'production' },
    });
    if (code !== 0) throw new Failure(`The build ended with code ${code}; its messages stand above.`);
    writeStamp(join(fresh, '.marquee-build'), hash);
    const old = at('.cache', `build-old-${process.pid}`);
    if (existsSync(at('out'))) renameSync(at('out'), old);
    renameSync(fresh, at('out'));
    rmSync(old, { recursive: true, force: true });
  });
}

// ---- the commands ----

/** Which host `npm start` opens: the Electron window where it can, otherwise the browser host and the reason. */
function whyNotElectron(args) {
  if (electronBinary() === null) return "Electron's binary is not here";
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  if (process.platform === 'linux' && process.getuid?.() === 0) return 'Electron does not run as root';
  for (const flag of ['--no-open', '--browser']) if (args.includes(flag)) return `${flag} was given`;
  return null;
}

async function start(args) {
  await fetchElectron();
  await build();
  const serve = () => run(node24(), [at('out', 'main', 'cli.js'), 'serve', ...args.filter((arg) => arg !== '--browser')]);
  const why = whyNotElectron(args);
  if (why !== null) {
    say(`marquee: the browser host runs, because ${why}`);
    return serve();
  }
  say('marquee: the Electron window opens');
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const began = Date.now();
  let interrupted = false;
  process.once('SIGINT', () => (interrupted = true));
  const code = await run(electronBinary(), [root, ...args], { env });
  if (code === 0 || interrupted || Date.now() - began > 10_000) return code;
  say(`marquee: Electron ended with code ${code} as it started; the browser host runs instead`);
  return serve();
}

const typescript = (file, args) => run(node24(), [at(...file.split('/')), ...args]);

const COMMANDS = {
  install: async () => 0,
  build: async () => (await build(), 0),
  start,
  check: (args) => typescript('test/check.ts', args),
  async test(args) {
    await fetchElectron();
    return typescript('test/run.ts', args);
  },
  async marquee(args) {
    await build();
    return run(node24(), [at('out', 'main', 'cli.js'), ...args]);
  },
  async bench(args) {
    await build();
    return typescript('test/bench/run.ts', args);
  },
  async soak(args) {
    await build();
    return run(node24(), [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', 'vitest.soak.config.ts', ...args]);
  },
  async package(args) {
    await fetchElectron();
    if (electronBinary() === null) {
      throw new Failure(
        "Packing needs Electron's binary, which is not here and could not be fetched: run `npm run package` once where it can be downloaded.",
      );
    }
    await build();
    return run(node24(), [at('node_modules', 'electron-builder', 'cli.js'), '--config', 'electron-builder.config.ts', ...args]);
  },
};

const [name, ...args] = process.argv.slice(2);
try {
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : null;
  if (command === null) throw new Failure(`Usage: node .ci/bootstrap.mjs ${Object.keys(COMMANDS).join('|')} [ARGUMENTS]`);
  await install();
  // Programs found by name (and npx) are those of this project, and `node` is Node 24.
  process.env.PATH = `${at('node_modules', '.bin')}${isWindows ? ';' : ':'}${process.env.PATH ?? ''}`;
  process.exitCode = await command(args);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say(`marquee: ${error.message}`);
  process.exitCode = 1;
}
