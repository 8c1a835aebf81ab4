import { biasDefinition } from './bias.ts';
import { highestRatedDefinition } from './highestRated.ts';
import { itemKnnDefinition } from './knn/itemKnn.ts';
import { popularityDefinition } from './popularity.ts';
import { randomDefinition } from './random.ts';
import type { RecommenderDefinition, RecommenderName } from './recommender.ts';

/** Every model by its name; a name without a model does not compile. */
export const recommenderDefinitions = {
  random: randomDefinition,
  popularity: popularityDefinition,
  'highest-rated': highestRatedDefinition,
  bias: biasDefinition,
  'item-knn': itemKnnDefinition,
} as unknown as { readonly [K in RecommenderName]: RecommenderDefinition };
