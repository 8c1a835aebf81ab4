import { defineConfig } from 'vitest/config';

/** Long doses (kill tests by the hundred, 25 million rows): `npm run soak`. */
export default defineConfig({
  test: {
    include: ['test/soak/**/*.soak.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 4 * 3_600_000,
    hookTimeout: 600_000,
    passWithNoTests: false,
  },
});
