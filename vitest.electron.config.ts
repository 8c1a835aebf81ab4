import { defineConfig } from 'vitest/config';

/** The built app in Electron itself, wherever its binary and a display are found; skipped loudly elsewhere. */
export default defineConfig({
  test: {
    include: ['test/e2e/electron/**/*.electron.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
