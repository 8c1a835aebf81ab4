import { appContract } from './app.ts';
import { catalogContract } from './catalog.ts';
import { comparisonsContract } from './comparisons.ts';
import { datasetsContract } from './datasets.ts';
import { downloadsContract } from './downloads.ts';
import { experimentsContract } from './experiments.ts';
import { exploreContract } from './explore.ts';
import { imagesContract } from './images.ts';
import { jobsContract } from './jobs.ts';
import { modelsContract } from './models.ts';
import { paintersContract } from './painters.ts';
import { profileContract } from './profile.ts';
import { ratingsContract } from './ratings.ts';
import { recommendationsContract } from './recommendations.ts';
import { runsContract } from './runs.ts';
import { showcaseContract } from './showcase.ts';
import { surveyContract } from './survey.ts';

/** The one contract between renderer and main: every route, declared once. */
export const contract = {
  app: appContract,
  profile: profileContract,
  ratings: ratingsContract,
  catalog: catalogContract,
  recommendations: recommendationsContract,
  models: modelsContract,
  datasets: datasetsContract,
  downloads: downloadsContract,
  jobs: jobsContract,
  experiments: experimentsContract,
  runs: runsContract,
  explore: exploreContract,
  survey: surveyContract,
  showcase: showcaseContract,
  images: imagesContract,
  painters: paintersContract,
  comparisons: comparisonsContract,
};

export type Contract = typeof contract;
