import { alsDefinition } from './als/als.ts';
import { ialsDefinition } from './als/ials.ts';
import { biasDefinition } from './bias.ts';
import { blendDefinition } from './blend/blend.ts';
import { contentKnnDefinition } from './content/contentKnn.ts';
import { genreCosineDefinition } from './content/genreCosine.ts';
import { bayesMfDefinition } from './bayesMf/bayesMf.ts';
import { fmDefinition } from './fm/fm.ts';
import { demographicDefinition } from './demographic/demographic.ts';
import { easeDefinition } from './ease/ease.ts';
import { highestRatedDefinition } from './highestRated.ts';
import { itemKnnDefinition } from './knn/itemKnn.ts';
import { twoTowerDefinition } from './twoTower/twoTower.ts';
import { userKnnDefinition } from './knn/userKnn.ts';
import { popularityDefinition } from './popularity.ts';
import { randomDefinition } from './random.ts';
import { sgdMfDefinition } from './sgdMf/sgdMf.ts';
import { svdppDefinition } from './svdpp/svdpp.ts';
import { bprDefinition } from './bpr/bpr.ts';
import { svdDefinition } from './svd/svd.ts';
import type { RecommenderDefinition, RecommenderName } from './recommender.ts';

/** Every model by its name; a name without a model does not compile. */
export const recommenderDefinitions: { readonly [K in RecommenderName]: RecommenderDefinition } = {
  random: randomDefinition,
  popularity: popularityDefinition,
  'highest-rated': highestRatedDefinition,
  demographic: demographicDefinition,
  bias: biasDefinition,
  'user-knn': userKnnDefinition,
  'item-knn': itemKnnDefinition,
  ease: easeDefinition,
  als: alsDefinition,
  ials: ialsDefinition,
  blend: blendDefinition,
  'genre-cosine': genreCosineDefinition,
  'content-knn': contentKnnDefinition,
  'bayes-mf': bayesMfDefinition,
  fm: fmDefinition,
  'two-tower': twoTowerDefinition,
  'sgd-mf': sgdMfDefinition,
  svdpp: svdppDefinition,
  bpr: bprDefinition,
  svd: svdDefinition,
};
