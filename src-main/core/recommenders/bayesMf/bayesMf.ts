import { filmGroups } from '../gibbs/filmGroups.ts';
import { fitGibbsModel, type GibbsModel, gibbsDefaults, gibbsSearchSpace, loadGibbsModel } from '../gibbs/gibbsModel.ts';
import type { RecommenderDefinition } from '../recommender.ts';

/**
 * r = w0 + b_u + b_i + p_u . q_i, where p_u is the person's own factors plus those of the set of films they rated, q_i the film's own plus those of
 * the set of people who rated it ("flipped" SVD++). Everything is a random variable with a hierarchical prior, the noise of each person and film
 * too; predictions are means over kept draws.
 */
const model: GibbsModel = { name: 'bayes-mf', pairsWithin: false, filmGroups };

export const bayesMfDefinition: RecommenderDefinition = {
  name: 'bayes-mf',
  summary: 'Averages many plausible sets of hidden traits instead of choosing one, which predicts stars best where ratings are few.',
  citation:
    'Salakhutdinov, Mnih, "Bayesian Probabilistic Matrix Factorization using Markov Chain Monte Carlo", ICML 2008, with the implicit sets of Rendle, Zhang, Koren, "On the Difficulty of Evaluating Baselines", arXiv 1905.01395, and noise by person and film after Lakshminarayanan, Bouchard, Archambeau, "Robust Bayesian Matrix Factorisation", AISTATS 2011.',
  predictsStars: true,
  defaults: { ...gibbsDefaults },
  searchSpace: gibbsSearchSpace,
  fit: (data, hyperparameters, context) => fitGibbsModel(model, data, hyperparameters, context),
  load: (numItems, hyperparameters, tensors) => loadGibbsModel(model, numItems, hyperparameters, tensors),
};
