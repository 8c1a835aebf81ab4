import type { Benchmark } from './benchmark.ts';
import { alsSweep, ialsSweep } from './benchmarks/alternatingSweeps.ts';
import { easeFit } from './benchmarks/easeFit.ts';
import { embedPlots } from './benchmarks/embedPlots.ts';
import { importMl1m } from './benchmarks/importMl1m.ts';
import { labMainLoop, labRuns } from './benchmarks/labRuns.ts';
import { diffusionStepSmall, paintBase20, paintBase4, paintNano } from './benchmarks/painting.ts';
import { firstRatingToPage, ratingToPage } from './benchmarks/ratingToPage.ts';
import { rateToList } from './benchmarks/rateToList.ts';
import { search } from './benchmarks/search.ts';
import { start } from './benchmarks/start.ts';
import { svdppFitSmall } from './benchmarks/svdppFit.ts';
import { transformerStep5m } from './benchmarks/transformerStep5m.ts';
import { twoTowerEpochMl1m, twoTowerStep1024 } from './benchmarks/twoTower.ts';
import { unetStep16 } from './benchmarks/unetStep16.ts';

export const benchmarks: readonly Benchmark[] = [
  importMl1m,
  alsSweep,
  ialsSweep,
  easeFit,
  svdppFitSmall,
  rateToList,
  ratingToPage,
  firstRatingToPage,
  search,
  start,
  transformerStep5m,
  unetStep16,
  diffusionStepSmall,
  paintBase4,
  paintBase20,
  paintNano,
  twoTowerStep1024,
  twoTowerEpochMl1m,
  embedPlots,
  labRuns,
  labMainLoop,
];
