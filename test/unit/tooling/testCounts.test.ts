import { describe, expect, it } from 'vitest';
import { add, countsOf, failedTests, filesToTryAgain, line, skippedTests, withSecondTry } from '../../helpers/testCounts.ts';

const file = (status: string, ...statuses: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((one, index) => ({ fullName: `test ${index}`, status: one })),
});
const report = (success: boolean, ...testResults: ReturnType<typeof file>[]): string => JSON.stringify({ success, testResults });

describe('the counts of a test run', () => {
  it('add up tests that passed, failed and did not run', () => {
    const text = report(false, file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo', 'pending'));
    expect(countsOf(text, 1)).toEqual({ passed: 2, failed: 1, skipped: 3 });
    expect(skippedTests(text)).toEqual(['test 2', 'test 1', 'test 2']);
  });

  it('count a file that did not load as a failure', () => {
    expect(countsOf(report(false, file('failed')), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('never call a crash a success', () => {
    expect(countsOf(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countsOf(report(true, file('passed', 'passed')), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(countsOf(report(false, file('passed', 'passed')), 0)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('come with one line for each failure: file, test and the first line of why', () => {
    const red = String.fromCodePoint(27);
    const failed = { fullName: 'adds', status: 'failed', failureMessages: [`\n${red}[31mexpected 1 to be 2${red}[39m\n  at a.ts`] };
    const results = [
      { name: '/root/test/a.test.ts', status: 'failed', assertionResults: [failed, { fullName: 'subtracts', status: 'passed' }] },
      { name: '/root/test/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ];
    expect(failedTests(JSON.stringify({ success: false, testResults: results }), 1, '/root')).toEqual([
      'test/a.test.ts: adds: expected 1 to be 2',
      'test/b.test.ts: no such module',
    ]);
    expect(failedTests(report(false, file('passed', 'passed')), 1, '/root')[0]).toContain('outside of every test');
    expect(failedTests(null, 7, '/root')).toEqual(['the runner wrote no report and ended with 7']);
    expect(failedTests(report(true, file('passed', 'passed')), 0, '/root')).toEqual([]);
  });

  it('take a failed test for passed where it passes alone, and only then', () => {
    const first = report(false, file('failed', 'passed', 'failed', 'failed'), { ...file('passed', 'passed'), name: 'b.test.ts' });
    expect(filesToTryAgain(first, 1)).toEqual(['a.test.ts']);
    expect(countsOf(withSecondTry(first, report(true, file('passed', 'passed', 'passed', 'passed'))), 0)).toEqual({
      passed: 4,
      failed: 0,
      skipped: 0,
    });
    const halfMended = withSecondTry(first, report(false, file('failed', 'passed', 'failed', 'passed')));
    expect(countsOf(halfMended, 0)).toEqual({ passed: 3, failed: 1, skipped: 0 });
    expect(failedTests(halfMended, 0, '')).toHaveLength(1);
    expect(countsOf(withSecondTry(first, null), 0).failed).toBe(2);
  });

  it('do not try again what is no test, or too much', () => {
    expect(filesToTryAgain(report(false, file('failed')), 1)).toEqual([]);
    expect(filesToTryAgain(report(false, file('failed', 'failed'), file('failed')), 1)).toEqual([]);
    expect(filesToTryAgain(report(false, file('failed', 'failed', 'failed', 'failed', 'failed')), 1)).toEqual([]);
    expect(filesToTryAgain(report(true, file('passed', 'passed')), 1)).toEqual([]);
    expect(filesToTryAgain(null, 1)).toEqual([]);
  });

  it('are printed in the words that scripts read', () => {
    expect(line(add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 0, skipped: 1 }))).toBe('11 passed, 2 failed, 4 skipped');
  });
});
