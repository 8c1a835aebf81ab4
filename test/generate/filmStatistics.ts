import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDatasetFromPath } from '../../src-main/core/storage/datasetFromPath.ts';

// Writes resources/catalogue/filmStatistics.csv: how often the films of the shipped catalogue were rated in ml-latest-small and ml-1m together, and
// the mean, and the share of people who rated them, averaged over the sets that list the film (ml-1m ends in 2000). Aggregates only, and no mean of
// fewer than five ratings. Run: node test/generate/filmStatistics.ts [folder that holds both]
const shared = process.argv[2] ?? join(import.meta.dirname, '../../../shared/data');
const FEWEST = 5;
const catalogue = await readDatasetFromPath(join(shared, 'ml-latest-small'), { clock: Date.now });
const other = await readDatasetFromPath(join(shared, 'ml-1m'), { clock: Date.now });

interface Statistics {
  count: number;
  sum: number;
  /** Share of the people of each set who rated the film. */
  readonly shares: number[];
}
const statistics = new Map<number, Statistics>();
for (const id of catalogue.dataset.items.ids) statistics.set(id, { count: 0, sum: 0, shares: [] });
for (const { dataset } of [catalogue, other]) {
  const { itemIndices, ratings } = dataset.interactions;
  const counts = new Int32Array(dataset.items.size);
  const sums = new Float64Array(dataset.items.size);
  for (let row = 0; row < ratings.length; row++) {
    counts[itemIndices[row]!]!++;
    sums[itemIndices[row]!]! += ratings[row]!;
  }
  for (let item = 0; item < counts.length; item++) {
    const film = statistics.get(dataset.items.ids[item]!);
    if (film === undefined) continue;
    film.count += counts[item]!;
    film.sum += sums[item]!;
    film.shares.push(counts[item]! / dataset.users.size);
  }
}
const lines = [...statistics]
  .sort(([a], [b]) => a - b)
  .map(([id, { count, sum, shares }]) => {
    const popularity = shares.reduce((total, share) => total + share, 0) / shares.length;
    return `${id},${count},${count < FEWEST ? '' : (sum / count).toFixed(3)},${popularity.toFixed(5)}`;
  });
const path = join(import.meta.dirname, '../../resources/catalogue/filmStatistics.csv');
writeFileSync(path, `movieId,numRatings,mean,popularity\n${lines.join('\n')}\n`);
console.log(`${lines.length} films -> ${path}`);
