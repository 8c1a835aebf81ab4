import { defineConfig } from 'vitest/config';

/** The built app in a real browser: one file at a time, so that no test waits for another's browser. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    exclude: ['node_modules/**', 'out/**'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 90_000,
    expect: { poll: { timeout: 8_000 } },
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
