/**
 * Format, lint with zero warnings, and the three type projects, side by side. `npm run check` runs this file; `npm test` begins with it.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface Step {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
}

export const checkSteps: readonly Step[] = [
  { name: 'format', script: '@biomejs/biome/bin/biome', args: ['format', '--max-diagnostics=20', '.'] },
  { name: 'lint', script: 'oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings', '--report-unused-disable-directives'] },
  { name: 'types of main and tests', script: 'typescript/bin/tsc', args: ['-p', 'tsconfig.node.json'] },
  { name: 'types of the pure core', script: 'typescript/bin/tsc', args: ['-p', 'tsconfig.pure.json'] },
  { name: 'types of the page', script: 'typescript/bin/tsc', args: ['-p', 'tsconfig.web.json'] },
];

interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

function runStep(step: Step): Promise<StepResult> {
  return new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(process.execPath, [join(root, 'node_modules', ...step.script.split('/')), ...step.args], { cwd: root });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const settle = (ok: boolean): void => resolve({ name: step.name, ok, seconds: (performance.now() - began) / 1000, output });
    child.once('error', (error) => {
      output += String(error);
      settle(false);
    });
    child.once('close', (code) => settle(code === 0));
  });
}

/** Prints one line a step, and the words of those that failed. */
export async function check(): Promise<{ passed: number; failed: number }> {
  const results = await Promise.all(checkSteps.map(runStep));
  for (const { name, ok, seconds, output } of results) {
    process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`);
    if (!ok) process.stdout.write(`${output.trimEnd()}\n`);
  }
  const failed = results.filter((result) => !result.ok).length;
  return { passed: results.length - failed, failed };
}

if (import.meta.main) {
  const { failed } = await check();
  process.exitCode = failed === 0 ? 0 : 1;
}
