import { defineConfig } from 'vitest/config';

/**
 * Everything but the end-to-end files, which drive a built app in a real browser (vitest.e2e.config.ts) and run after these.
 * Two workers at most: most tests here compute, and the project promises to be tested on two cores.
 */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/soak/**', 'node_modules/**', 'out/**'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
