export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function line(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/**
 * Counts of one run. A file that failed without a failed test (it did not load, a hook threw) is one failure, and so is a
 * runner that wrote no report or ended badly with nothing to show for it.
 * @param text the JSON report, or null where none was written.
 * @param exitCode how the runner ended.
 */
export function countsOf(text: string | null, exitCode: number): Counts {
  if (text === null) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(text) as Report;
  let { passed, failed, skipped } = noCounts;
  for (const file of report.testResults) {
    const statuses = file.assertionResults.map((test) => test.status);
    const failures = statuses.filter((status) => status === 'failed').length;
    passed += statuses.filter((status) => status === 'passed').length;
    failed += failures === 0 && file.status === 'failed' ? 1 : failures;
    skipped += statuses.filter((status) => status !== 'passed' && status !== 'failed').length;
  }
  if (failed === 0 && (exitCode !== 0 || !report.success)) failed = 1;
  return { passed, failed, skipped };
}

/** Names of the tests that did not run; each says why in its own name. */
export function skippedTests(text: string | null): string[] {
  if (text === null) return [];
  const report = JSON.parse(text) as Report;
  return report.testResults.flatMap((file) =>
    file.assertionResults.filter((test) => test.status !== 'passed' && test.status !== 'failed').map((test) => test.fullName),
  );
}

/** The first line that says something, without the colours of a terminal. */
function firstLine(text: string | undefined): string {
  const plain = (text ?? '').replaceAll(new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, 'gu'), '');
  return (
    plain
      .split('\n')
      .find((each) => each.trim() !== '')
      ?.trim() ?? 'no message'
  );
}

/**
 * One line for each failure that `countsOf` counts, so that the end of a long log says what is wrong: file, test, and the
 * first line of why.
 */
export function failedTests(text: string | null, exitCode: number, root: string): string[] {
  if (text === null) return [`the runner wrote no report and ended with ${exitCode}`];
  const report = JSON.parse(text) as Report;
  const lines = report.testResults.flatMap((file) => {
    const name = file.name.startsWith(root) ? file.name.slice(root.length + 1) : file.name;
    const failures = file.assertionResults.filter((test) => test.status === 'failed');
    if (failures.length === 0 && file.status === 'failed') return [`${name}: ${firstLine(file.message)}`];
    return failures.map((test) => `${name}: ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
  });
  if (lines.length === 0 && (exitCode !== 0 || !report.success)) {
    return [`no test failed, but the runner ended with ${exitCode}: an error outside of every test, see above`];
  }
  return lines;
}

/** As many failures as chance, load or a slow disk may bring; more are a fault, and running everything twice would say nothing new. */
const MOST_TRIED_AGAIN = 3;

/**
 * Files of the failed tests, to be run again alone: what passes then depends on what else ran. None where there are many failures, or where something
 * failed that is no test.
 */
export function filesToTryAgain(text: string | null, exitCode: number): string[] {
  if (text === null) return [];
  const failing = (JSON.parse(text) as Report).testResults.filter((file) => file.status === 'failed');
  const tests = failing.flatMap((file) => file.assertionResults.filter((test) => test.status === 'failed'));
  const isOnlyTests = failing.every((file) => file.assertionResults.some((test) => test.status === 'failed'));
  const isFew = isOnlyTests && tests.length <= MOST_TRIED_AGAIN && tests.length === countsOf(text, exitCode).failed;
  return isFew ? failing.map((file) => file.name) : [];
}

/** The report of the first run in which a test that failed counts as passed where it passed in the second. */
export function withSecondTry(first: string, second: string | null): string {
  if (second === null) return first;
  const passed = new Set(
    (JSON.parse(second) as Report).testResults.flatMap((file) =>
      file.assertionResults.filter((test) => test.status === 'passed').map((test) => `${file.name} ${test.fullName}`),
    ),
  );
  const report = JSON.parse(first) as Report;
  const testResults = report.testResults.map((file) => {
    if (file.status !== 'failed') return file;
    const assertionResults = file.assertionResults.map((test) =>
      test.status === 'failed' && passed.has(`${file.name} ${test.fullName}`) ? { ...test, status: 'passed' } : test,
    );
    return { ...file, assertionResults, status: assertionResults.some((test) => test.status === 'failed') ? 'failed' : 'passed' };
  });
  return JSON.stringify({ success: testResults.every((file) => file.status === 'passed'), testResults });
}
