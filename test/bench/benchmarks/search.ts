import { openSyntheticCatalogue, searchQueries } from '../../helpers/syntheticCatalogue.ts';
import type { Benchmark } from '../benchmark.ts';

export const search: Benchmark = {
  name: 'search-62k',
  what: 'one search as typed, over 62,000 made-up titles, to the first 20 results',
  async run({ folder }) {
    const catalogue = openSyntheticCatalogue(folder);
    try {
      const samplesMs: number[] = [];
      for (const query of searchQueries(catalogue)) {
        const start = performance.now();
        catalogue.search(query, 20);
        samplesMs.push(performance.now() - start);
      }
      return { samplesMs, flops: null, bytes: null };
    } finally {
      catalogue.close();
    }
  },
};
