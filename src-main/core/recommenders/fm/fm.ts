import { filmGroups } from '../gibbs/filmGroups.ts';
import { fitGibbsModel, type GibbsModel, gibbsDefaults, gibbsSearchSpace, loadGibbsModel } from '../gibbs/gibbsModel.ts';
import type { RecommenderDefinition } from '../recommender.ts';

/** The second-order machine over person, rated set, age, gender, occupation and film, raters, genres, year, people, tags: all pairs interact. */
const model: GibbsModel = { name: 'fm', pairsWithin: true, filmGroups };

export const fmDefinition: RecommenderDefinition = {
  name: 'fm',
  summary: 'Weighs everything known of you and of a film, and every pair of these facts, to predict how many stars you would give.',
  citation:
    'Rendle, "Factorization Machines", ICDM 2010, trained by Gibbs sampling: Freudenthaler, Schmidt-Thieme, Rendle, "Bayesian Factorization Machines", NIPS workshop on sparse representation 2011.',
  predictsStars: true,
  defaults: { ...gibbsDefaults },
  searchSpace: gibbsSearchSpace,
  fit: (data, hyperparameters, context) => fitGibbsModel(model, data, hyperparameters, context),
  load: (numItems, hyperparameters, tensors) => loadGibbsModel(model, numItems, hyperparameters, tensors),
};
