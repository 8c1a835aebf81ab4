/**
 * `npm test`: the check, then every vitest file, then the built app in a real browser (and in Electron where its binary is).
 * Ends with `e2e: N passed, N failed, N skipped` and, last, the same for everything together.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.ts';
import { type Counts, add, countsOf, failedTests, line, noCounts, skippedTests } from './helpers/testCounts.ts';

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

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs one vitest configuration and returns its counts; a crash of the runner or of a file counts as a failure. */
async function vitest(title: string, config: string, args: readonly string[] = []): Promise<Counts> {
  say(`\n== ${title}`);
  const folder = await mkdtemp(join(tmpdir(), 'marquee-test-'));
  const report = join(folder, 'report.json');
  try {
    const code = await run('node_modules/vitest/vitest.mjs', [
      'run',
      '--config',
      config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ]);
    const text = await readFile(report, 'utf8').catch(() => null);
    for (const name of skippedTests(text)) say(`SKIPPED  ${name}`);
    failures.push(...failedTests(text, code, root));
    return countsOf(text, code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
if (failures.length > 0) say('');
for (const failure of failures) say(`FAILED   ${failure}`);
say(`\ne2e: ${line(e2e)}`);
say(line(all));
process.exitCode = all.failed === 0 ? 0 : 1;
