import { appContract } from './app.ts';
import { catalogContract } from './catalog.ts';
import { datasetsContract } from './datasets.ts';
import { jobsContract } from './jobs.ts';
import { modelsContract } from './models.ts';
import { profileContract } from './profile.ts';
import { ratingsContract } from './ratings.ts';
import { recommendationsContract } from './recommendations.ts';

/** The one contract between renderer and main: every route, declared once. */
export const contract = {
  app: appContract,
  profile: profileContract,
  ratings: ratingsContract,
  catalog: catalogContract,
  recommendations: recommendationsContract,
  models: modelsContract,
  datasets: datasetsContract,
  jobs: jobsContract,
};

export type Contract = typeof contract;
