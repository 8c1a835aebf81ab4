/**
 * `npm test`: the check, then every vitest file, then the built app in a real browser (and in Electron where its binary is).
 * Ends with `e2e: N passed, N failed, N skipped` and, last, the same for everything together.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.ts';
import {
  type Counts,
  add,
  countsOf,
  failedTests,
  filesToTryAgain,
  line,
  noCounts,
  skippedTests,
  withSecondTry,
} from './helpers/testCounts.ts';

const root = join(import.meta.dirname, '..');
const requireE2e = process.env['MARQUEE_REQUIRE_E2E'] === '1';

function run(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, ...script.split('/')), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** What failed, said again at the end: the log of a whole run is long. */
const failures: string[] = [];
const unstable: string[] = [];

const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface VitestRun {
  readonly code: number;
  /** vitest's report, or null where none was written. */
  readonly report: string | null;
}

async function vitestOnce(config: string, args: readonly string[]): Promise<VitestRun> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-test-'));
  const path = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
    const code = await run('node_modules/vitest/vitest.mjs', ['run', '--config', config, ...reporters, ...args]);
    return { code, report: await readFile(path, 'utf8').catch(() => null) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs one vitest configuration and returns its counts; a crash of the runner or of a file counts as a failure. A few failed tests are run once more,
 * alone: one that passes then counts as passed and is named at the end as unstable, since it depends on what else ran.
 */
async function vitest(title: string, config: string, args: readonly string[] = []): Promise<Counts> {
  say(`\n== ${title}`);
  const { code, report } = await vitestOnce(config, args);
  for (const name of skippedTests(report)) say(`SKIPPED  ${name}`);
  const again = filesToTryAgain(report, code);
  if (report === null || again.length === 0) {
    failures.push(...failedTests(report, code, root));
    return countsOf(report, code);
  }
  say(`\n== once more, alone: ${again.join(', ')}`);
  const second = await vitestOnce(config, again);
  const merged = withSecondTry(report, second.report);
  const still = failedTests(merged, second.code, root);
  failures.push(...still);
  for (const failure of failedTests(report, code, root)) if (!still.includes(failure)) unstable.push(failure);
  return countsOf(merged, second.code);
}

say('== format, lint, types');
const checked: Counts = { ...(await check()), skipped: 0 };
const units = await vitest('unit, property, contract and behaviour', 'vitest.config.ts', process.argv.slice(2));
say('\n== build');
const isBuilt = (await run('.ci/bootstrap.mjs', ['build'])) === 0;
if (!isBuilt) say('The build failed, so nothing can be driven end to end.');
const built: Counts = isBuilt ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
const browser = isBuilt ? await vitest('end to end, in a browser', 'vitest.e2e.config.ts') : { passed: 0, failed: 1, skipped: 0 };
const electron = isBuilt ? await vitest('end to end, in Electron', 'vitest.electron.config.ts') : noCounts;

// Electron's binary cannot be had everywhere, so its suite never fails for being skipped; the browser's does where it is required.
const e2e: Counts = requireE2e ? { passed: browser.passed, failed: browser.failed + browser.skipped, skipped: 0 } : browser;
if (requireE2e && browser.skipped > 0) say(`\nMARQUEE_REQUIRE_E2E=1: ${browser.skipped} skipped end-to-end tests count as failed.`);
const all = [checked, units, built, e2e, electron].reduce(add, noCounts);
if (failures.length + unstable.length > 0) say('');
for (const test of unstable) say(`UNSTABLE ${test} (passed when run again, alone)`);
for (const failure of failures) say(`FAILED   ${failure}`);
say(`\ne2e: ${line(e2e)}`);
say(line(all));
process.exitCode = all.failed === 0 ? 0 : 1;
