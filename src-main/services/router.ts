import { implement } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import type { Logger } from '../core/base/logger.ts';
import { toContractError } from './appError.ts';
import type { Services } from './handlers.ts';

/**
 * The contract with a handler behind every route. Input is parsed before a handler sees it, output after; whatever is
 * thrown, by a schema, a handler or a running stream, leaves as one of the contract's error codes.
 */
export function createRouter(services: Services, logger: Logger) {
  const os = implement(contract).use(async ({ next, path }) => {
    try {
      const result = await next();
      return isStream(result.output) ? { ...result, output: mapStreamErrors(result.output, logger) } : result;
    } catch (error) {
      logger.debug('A call was refused.', { route: path.join('.') });
      throw toContractError(error, logger);
    }
  });
  const { app, profile, ratings, catalog, recommendations, models, datasets, jobs } = services;
  const { downloads, experiments, runs, explore, survey, showcase, images, painters, comparisons } = services;
  return os.router({
    app: {
      info: os.app.info.handler(({ input, signal }) => app.info(input, options(signal))),
      settings: os.app.settings.handler(({ input, signal }) => app.settings(input, options(signal))),
      saveSettings: os.app.saveSettings.handler(({ input, signal }) => app.saveSettings(input, options(signal))),
      diagnostics: os.app.diagnostics.handler(({ input, signal }) => app.diagnostics(input, options(signal))),
      testDevices: os.app.testDevices.handler(({ input, signal }) => app.testDevices(input, options(signal))),
      backups: os.app.backups.handler(({ input, signal }) => app.backups(input, options(signal))),
      backup: os.app.backup.handler(({ input, signal }) => app.backup(input, options(signal))),
      restore: os.app.restore.handler(({ input, signal }) => app.restore(input, options(signal))),
      moveData: os.app.moveData.handler(({ input, signal }) => app.moveData(input, options(signal))),
      openMoved: os.app.openMoved.handler(({ signal }) => app.openMoved(undefined, options(signal))),
      licences: os.app.licences.handler(({ input, signal }) => app.licences(input, options(signal))),
    },
    profile: {
      list: os.profile.list.handler(({ input, signal }) => profile.list(input, options(signal))),
      create: os.profile.create.handler(({ input, signal }) => profile.create(input, options(signal))),
      update: os.profile.update.handler(({ input, signal }) => profile.update(input, options(signal))),
      activate: os.profile.activate.handler(({ input, signal }) => profile.activate(input, options(signal))),
      export: os.profile.export.handler(({ input, signal }) => profile.export(input, options(signal))),
      delete: os.profile.delete.handler(({ input, signal }) => profile.delete(input, options(signal))),
    },
    ratings: {
      save: os.ratings.save.handler(({ input, signal }) => ratings.save(input, options(signal))),
      remove: os.ratings.remove.handler(({ input, signal }) => ratings.remove(input, options(signal))),
      setWatchlist: os.ratings.setWatchlist.handler(({ input, signal }) => ratings.setWatchlist(input, options(signal))),
      setHidden: os.ratings.setHidden.handler(({ input, signal }) => ratings.setHidden(input, options(signal))),
      setNotSeen: os.ratings.setNotSeen.handler(({ input, signal }) => ratings.setNotSeen(input, options(signal))),
      undo: os.ratings.undo.handler(({ input, signal }) => ratings.undo(input, options(signal))),
      library: os.ratings.library.handler(({ input, signal }) => ratings.library(input, options(signal))),
    },
    catalog: {
      summary: os.catalog.summary.handler(({ input, signal }) => catalog.summary(input, options(signal))),
      search: os.catalog.search.handler(({ input, signal }) => catalog.search(input, options(signal))),
      film: os.catalog.film.handler(({ input, signal }) => catalog.film(input, options(signal))),
      wall: os.catalog.wall.handler(({ input, signal }) => catalog.wall(input, options(signal))),
      posterImage: os.catalog.posterImage.handler(({ input, signal }) => catalog.posterImage(input, options(signal))),
    },
    recommendations: {
      list: os.recommendations.list.handler(({ input, signal }) => recommendations.list(input, options(signal))),
      afterRating: os.recommendations.afterRating.handler(({ input, signal }) => recommendations.afterRating(input, options(signal))),
      rows: os.recommendations.rows.handler(({ input, signal }) => recommendations.rows(input, options(signal))),
      forFilm: os.recommendations.forFilm.handler(({ input, signal }) => recommendations.forFilm(input, options(signal))),
      guessesWithout: os.recommendations.guessesWithout.handler(({ input, signal }) =>
        recommendations.guessesWithout(input, options(signal)),
      ),
      similar: os.recommendations.similar.handler(({ input, signal }) => recommendations.similar(input, options(signal))),
      toRate: os.recommendations.toRate.handler(({ input, signal }) => recommendations.toRate(input, options(signal))),
    },
    models: {
      list: os.models.list.handler(({ input, signal }) => models.list(input, options(signal))),
      active: os.models.active.handler(({ input, signal }) => models.active(input, options(signal))),
      activate: os.models.activate.handler(({ input, signal }) => models.activate(input, options(signal))),
      rollback: os.models.rollback.handler(({ input, signal }) => models.rollback(input, options(signal))),
      update: os.models.update.handler(({ input, signal }) => models.update(input, options(signal))),
      import: os.models.import.handler(({ input, signal }) => models.import(input, options(signal))),
      export: os.models.export.handler(({ input, signal }) => models.export(input, options(signal))),
      remove: os.models.remove.handler(({ input, signal }) => models.remove(input, options(signal))),
    },
    datasets: {
      list: os.datasets.list.handler(({ input, signal }) => datasets.list(input, options(signal))),
      import: os.datasets.import.handler(({ input, signal }) => datasets.import(input, options(signal))),
      report: os.datasets.report.handler(({ input, signal }) => datasets.report(input, options(signal))),
      embed: os.datasets.embed.handler(({ input, signal }) => datasets.embed(input, options(signal))),
      remove: os.datasets.remove.handler(({ input, signal }) => datasets.remove(input, options(signal))),
    },
    downloads: {
      list: os.downloads.list.handler(({ input, signal }) => downloads.list(input, options(signal))),
      start: os.downloads.start.handler(({ input, signal }) => downloads.start(input, options(signal))),
      importFolder: os.downloads.importFolder.handler(({ input, signal }) => downloads.importFolder(input, options(signal))),
      remove: os.downloads.remove.handler(({ input, signal }) => downloads.remove(input, options(signal))),
    },
    jobs: {
      list: os.jobs.list.handler(({ input, signal }) => jobs.list(input, options(signal))),
      cancel: os.jobs.cancel.handler(({ input, signal }) => jobs.cancel(input, options(signal))),
      pause: os.jobs.pause.handler(({ input, signal }) => jobs.pause(input, options(signal))),
      resume: os.jobs.resume.handler(({ input, signal }) => jobs.resume(input, options(signal))),
      move: os.jobs.move.handler(({ input, signal }) => jobs.move(input, options(signal))),
      watch: os.jobs.watch.handler(({ input, signal }) => jobs.watch(input, options(signal))),
    },
    experiments: {
      options: os.experiments.options.handler(({ input, signal }) => experiments.options(input, options(signal))),
      start: os.experiments.start.handler(({ input, signal }) => experiments.start(input, options(signal))),
      startFile: os.experiments.startFile.handler(({ input, signal }) => experiments.startFile(input, options(signal))),
      file: os.experiments.file.handler(({ input, signal }) => experiments.file(input, options(signal))),
      search: os.experiments.search.handler(({ input, signal }) => experiments.search(input, options(signal))),
      resume: os.experiments.resume.handler(({ input, signal }) => experiments.resume(input, options(signal))),
      resumeSearch: os.experiments.resumeSearch.handler(({ input, signal }) => experiments.resumeSearch(input, options(signal))),
      searches: os.experiments.searches.handler(({ input, signal }) => experiments.searches(input, options(signal))),
      searchTrials: os.experiments.searchTrials.handler(({ input, signal }) => experiments.searchTrials(input, options(signal))),
    },
    runs: {
      list: os.runs.list.handler(({ input, signal }) => runs.list(input, options(signal))),
      get: os.runs.get.handler(({ input, signal }) => runs.get(input, options(signal))),
      curve: os.runs.curve.handler(({ input, signal }) => runs.curve(input, options(signal))),
      watch: os.runs.watch.handler(({ input, signal }) => runs.watch(input, options(signal))),
      update: os.runs.update.handler(({ input, signal }) => runs.update(input, options(signal))),
      remove: os.runs.remove.handler(({ input, signal }) => runs.remove(input, options(signal))),
      compare: os.runs.compare.handler(({ input, signal }) => runs.compare(input, options(signal))),
      export: os.runs.export.handler(({ input, signal }) => runs.export(input, options(signal))),
    },
    explore: {
      summary: os.explore.summary.handler(({ input, signal }) => explore.summary(input, options(signal))),
      derive: os.explore.derive.handler(({ input, signal }) => explore.derive(input, options(signal))),
    },
    survey: {
      start: os.survey.start.handler(({ input, signal }) => survey.start(input, options(signal))),
      answer: os.survey.answer.handler(({ input, signal }) => survey.answer(input, options(signal))),
      list: os.survey.list.handler(({ input, signal }) => survey.list(input, options(signal))),
      summary: os.survey.summary.handler(({ input, signal }) => survey.summary(input, options(signal))),
      export: os.survey.export.handler(({ input, signal }) => survey.export(input, options(signal))),
    },
    showcase: {
      get: os.showcase.get.handler(({ input, signal }) => showcase.get(input, options(signal))),
      markdown: os.showcase.markdown.handler(({ input, signal }) => showcase.markdown(input, options(signal))),
    },
    painters: {
      list: os.painters.list.handler(({ input, signal }) => painters.list(input, options(signal))),
      train: os.painters.train.handler(({ input, signal }) => painters.train(input, options(signal))),
      trainings: os.painters.trainings.handler(({ input, signal }) => painters.trainings(input, options(signal))),
      progress: os.painters.progress.handler(({ input, signal }) => painters.progress(input, options(signal))),
      resume: os.painters.resume.handler(({ input, signal }) => painters.resume(input, options(signal))),
      removeTraining: os.painters.removeTraining.handler(({ input, signal }) => painters.removeTraining(input, options(signal))),
      remove: os.painters.remove.handler(({ input, signal }) => painters.remove(input, options(signal))),
      restore: os.painters.restore.handler(({ input, signal }) => painters.restore(input, options(signal))),
    },
    comparisons: {
      list: os.comparisons.list.handler(({ input, signal }) => comparisons.list(input, options(signal))),
      create: os.comparisons.create.handler(({ input, signal }) => comparisons.create(input, options(signal))),
      get: os.comparisons.get.handler(({ input, signal }) => comparisons.get(input, options(signal))),
      remove: os.comparisons.remove.handler(({ input, signal }) => comparisons.remove(input, options(signal))),
      bringFolder: os.comparisons.bringFolder.handler(({ input, signal }) => comparisons.bringFolder(input, options(signal))),
      bringFiles: os.comparisons.bringFiles.handler(({ input, signal }) => comparisons.bringFiles(input, options(signal))),
      paint: os.comparisons.paint.handler(({ input, signal }) => comparisons.paint(input, options(signal))),
      removeEntrant: os.comparisons.removeEntrant.handler(({ input, signal }) => comparisons.removeEntrant(input, options(signal))),
      next: os.comparisons.next.handler(({ input, signal }) => comparisons.next(input, options(signal))),
      vote: os.comparisons.vote.handler(({ input, signal }) => comparisons.vote(input, options(signal))),
      undoVote: os.comparisons.undoVote.handler(({ input, signal }) => comparisons.undoVote(input, options(signal))),
      measure: os.comparisons.measure.handler(({ input, signal }) => comparisons.measure(input, options(signal))),
      export: os.comparisons.export.handler(({ input, signal }) => comparisons.export(input, options(signal))),
    },
    images: {
      painters: os.images.painters.handler(({ input, signal }) => images.painters(input, options(signal))),
      paint: os.images.paint.handler(({ input, signal }) => images.paint(input, options(signal))),
      keepStart: os.images.keepStart.handler(({ input, signal }) => images.keepStart(input, options(signal))),
      watchPreviews: os.images.watchPreviews.handler(({ input, signal }) => images.watchPreviews(input, options(signal))),
      paintGrid: os.images.paintGrid.handler(({ input, signal }) => images.paintGrid(input, options(signal))),
      paintFilms: os.images.paintFilms.handler(({ input, signal }) => images.paintFilms(input, options(signal))),
      list: os.images.list.handler(({ input, signal }) => images.list(input, options(signal))),
      facets: os.images.facets.handler(({ input, signal }) => images.facets(input, options(signal))),
      get: os.images.get.handler(({ input, signal }) => images.get(input, options(signal))),
      update: os.images.update.handler(({ input, signal }) => images.update(input, options(signal))),
      remove: os.images.remove.handler(({ input, signal }) => images.remove(input, options(signal))),
      restore: os.images.restore.handler(({ input, signal }) => images.restore(input, options(signal))),
      file: os.images.file.handler(({ input, signal }) => images.file(input, options(signal))),
      reveal: os.images.reveal.handler(({ input, signal }) => images.reveal(input, options(signal))),
      poster: os.images.poster.handler(({ input, signal }) => images.poster(input, options(signal))),
      keepPoster: os.images.keepPoster.handler(({ input, signal }) => images.keepPoster(input, options(signal))),
      dropPoster: os.images.dropPoster.handler(({ input, signal }) => images.dropPoster(input, options(signal))),
      keptPoster: os.images.keptPoster.handler(({ input, signal }) => images.keptPoster(input, options(signal))),
      readRecipe: os.images.readRecipe.handler(({ input, signal }) => images.readRecipe(input, options(signal))),
    },
  });
}

export type AppRouter = ReturnType<typeof createRouter>;

function options(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

function isStream(output: unknown): output is AsyncIteratorObject<unknown, void, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}

async function* mapStreamErrors(stream: AsyncIteratorObject<unknown, void, void>, logger: Logger): AsyncGenerator<unknown, void, void> {
  try {
    yield* stream;
  } catch (error) {
    throw toContractError(error, logger);
  }
}
