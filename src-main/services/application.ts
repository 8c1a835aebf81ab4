import { randomInt, randomUUID } from 'node:crypto';
import type { Settings } from '../contract/app.ts';
import { createComputeClient } from '../compute/computeClient.ts';
import type { SpawnCompute } from '../compute/computeContract.ts';
import type { Clock } from '../core/base/clock.ts';
import type { Logger } from '../core/base/logger.ts';
import { createAppService } from './appService.ts';
import { createCatalogService } from './catalogService.ts';
import { ensureDataFolder, writeLocation } from './dataFolder.ts';
import { createDatasetRecommendations, type DatasetRecommendations } from './datasetRecommendations.ts';
import { createDatasetsService } from './datasetsService.ts';
import { createDownloadsService } from './downloadsService.ts';
import { filmIdOfImage, filmOfPoster, paintedImageOf, startOfImage } from './imageIds.ts';
import { createImagesService } from './imagesService.ts';
import type { ExtraDiagnostics } from './diagnostics.ts';
import { createExperimentsService } from './experimentsService.ts';
import { createExploreService } from './exploreService.ts';
import { createJobQueue } from './jobQueue.ts';
import { createJobRecords } from './jobRecords.ts';
import { createJobsService } from './jobsService.ts';
import { createLabJobs } from './lab/labJobs.ts';
import { createLabTerminal, type LabTerminal, markInterruptedRuns } from './lab/labTerminal.ts';
import { createRunEvents } from './lab/runEvents.ts';
import { leaveMoveNote, readMoveNote } from './moveNote.ts';
import { createModelsService } from './modelsService.ts';
import { createPosterImages } from './posterImages.ts';
import { createProfileService } from './profileService.ts';
import { createRatingsService } from './ratingsService.ts';
import { createRecommendationsService } from './recommendationsService.ts';
import { type AppRouter, createRouter } from './router.ts';
import { createRunsService } from './runsService.ts';
import { createShowcaseService } from './showcaseService.ts';
import { openStores, type Stores } from './stores.ts';
import { findFilmPoster, tidyFilmPosters } from './studio/filmPosterFiles.ts';
import { findImageFile, tidyImages } from './studio/imageFiles.ts';
import { createPaintJobs } from './studio/paintJobs.ts';
import { createSeriesJobs } from './studio/seriesJobs.ts';
import { createPaintPreviews } from './studio/paintPreviews.ts';
import { findStartFile, tidyStarts } from './studio/startPictures.ts';
import { createWorkshop } from './studio/workshop.ts';
import { createSurveyService } from './surveyService.ts';

const HOUR_MS = 3_600_000;
/** How much work a training may lose when everything stops, where its settings say nothing else. */
const LAB_CHECKPOINT_MS = 5_000;
const PAINTER_CHECKPOINT_MS = 30_000;

export interface ApplicationOptions {
  readonly dataDir: string;
  /** Where a move of the data is remembered; null where the folder was named outright. */
  readonly locationFile?: string | null;
  readonly resourcesDir: string;
  readonly modelsDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly spawnCompute: SpawnCompute;
  readonly host: 'electron' | 'browser' | 'in-process';
  readonly version: string;
  /** The URL under which the host serves an image id; `/media/<id>` in both hosts. */
  readonly mediaUrl?: (imageId: string) => string;
  /** A mirror that models of others are downloaded from in place of their publisher; what comes is checked all the same. */
  readonly modelSource?: string | null;
  readonly extraDiagnostics?: ExtraDiagnostics;
  /** Shows a file in its folder; hosts without a desktop have none. */
  readonly revealFile?: (path: string) => void;
  /** Settings were saved, whoever asked for it. */
  readonly onSettingsSaved?: (settings: Settings) => void;
  /** Another folder is about to be opened: the host takes it for itself. @throws DomainError 'conflict' where another process has it. */
  readonly claimDataDir?: (dataDir: string) => void;
}

export interface MediaFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface Application {
  readonly router: AppRouter;
  /** An image by its id, null where there is none. */
  media(imageId: string): Promise<MediaFile | null>;
  /** For the terminal: lists for the users of imported data sets. */
  readonly datasetRecommendations: DatasetRecommendations;
  /** For the terminal: runs and searches in this process, beside the queue. */
  readonly lab: LabTerminal;
  /** A sentence where the data of this folder were moved elsewhere. */
  readonly movedNotice: string | null;
  /** Cancels what runs, ends the compute process and closes the data bases. */
  close(): Promise<void>;
}

/**
 * The composition root: storage, models, jobs and the compute process in, the contract's router out.
 * @throws DomainError 'storage-failed', 'storage-newer' or 'storage-damaged'.
 */
export function createApplication(options: ApplicationOptions): Promise<Application> {
  const { dataDir, locationFile = null, resourcesDir, modelsDir, clock, logger, spawnCompute, host, version } = options;
  ensureDataFolder(dataDir);
  const mediaUrl = options.mediaUrl ?? ((imageId: string) => `/media/${imageId}`);
  const ownsFolder = host !== 'in-process';
  // A command beside an open app must not put another file below it.
  const whenDamaged = ownsFolder ? 'restore' : 'refuse';
  const holder = openStores(dataDir, { resourcesDir, modelsDir, clock, logger, mediaUrl, whenDamaged });
  const stores = (): Stores => holder.current();
  const compute = createComputeClient({ spawn: spawnCompute, logger });
  const nowMs = (): number => performance.now();
  let atStart = Promise.resolve<unknown>(undefined);
  const events = createRunEvents();
  const labOptions = { stores, compute, events, nowMs, version, checkpointEveryMs: LAB_CHECKPOINT_MS };
  const jobs = createLabJobs(labOptions);
  const previews = createPaintPreviews();
  const seriesJobs = createSeriesJobs({ stores, compute, previews, modelsDir, resourcesDir, nowMs, logger });
  const paintJobs = createPaintJobs({ stores, compute, previews, modelsDir, nowMs, logger });
  const workshop = createWorkshop({
    stores,
    compute,
    clock,
    nowMs,
    newId: randomUUID,
    modelsDir,
    mediaUrl,
    checkpointEveryMs: PAINTER_CHECKPOINT_MS,
  });
  if (ownsFolder) {
    workshop.tidy();
    markInterruptedRuns(stores(), clock());
    tidyImages(stores().person, stores().dataDir, clock());
    tidyStarts(stores().person, stores().dataDir, clock());
    tidyFilmPosters(stores().person, stores().dataDir, clock());
  }
  const queue = createJobQueue({
    records: createJobRecords(stores),
    clock,
    logger,
    createId: randomUUID,
    ownsFolder,
    revive: (kind, input) => jobs.revive(kind, input) ?? workshop.revive(input) ?? paintJobs.revive(input) ?? seriesJobs.revive(input),
  });
  let backup = Promise.resolve<unknown>(undefined);
  // A failed backup must not keep anyone from their films; it is in the log and tried again an hour later.
  const backUpDaily = (): void => {
    backup = stores()
      .person.backups.makeDaily()
      .catch((error: unknown) => logger.error('The daily backup failed.', { error: String(error) }));
  };
  if (ownsFolder) backUpDaily();
  // An app that stays open for days has backups of each of them too.
  const backupTimer = ownsFolder ? setInterval(backUpDaily, HOUR_MS).unref() : undefined;

  const recommendations = createRecommendationsService(stores, nowMs);
  if (ownsFolder) atStart = stores().models.warmUp().then(recommendations.rehearse);

  const router = createRouter(
    {
      app: createAppService({
        holder,
        queue,
        compute,
        version,
        host,
        resourcesDir,
        extraDiagnostics: options.extraDiagnostics ?? (() => []),
        onSettingsSaved: options.onSettingsSaved ?? (() => undefined),
        claimDataDir: options.claimDataDir ?? (() => undefined),
        rememberDataDir(moved, copiedFrom) {
          if (locationFile !== null) writeLocation(locationFile, moved);
          try {
            if (copiedFrom !== null) leaveMoveNote(copiedFrom, moved, clock);
          } catch (error) {
            logger.warn('The old folder took no note of where its data went.', { error: String(error) });
          }
        },
      }),
      profile: createProfileService(stores, clock),
      ratings: createRatingsService(stores),
      catalog: createCatalogService(stores, nowMs, createPosterImages(resourcesDir)),
      recommendations: recommendations.service,
      models: createModelsService(stores, queue, jobs, compute, clock),
      datasets: createDatasetsService(stores, queue, compute, modelsDir),
      downloads: createDownloadsService(stores, queue, options.modelSource ?? null),
      jobs: createJobsService(queue),
      experiments: createExperimentsService(stores, queue, jobs, clock),
      runs: createRunsService(stores, compute, events),
      explore: createExploreService(stores, queue, jobs, compute),
      survey: createSurveyService(stores, clock, () => randomInt(0xffffffff)),
      ...workshop.services(queue),
      showcase: createShowcaseService(stores, recommendations.service),
      images: createImagesService({
        stores,
        queue,
        jobs: paintJobs,
        series: seriesJobs,
        revealFile: options.revealFile ?? null,
        previews,
        clock,
        newId: randomUUID,
        modelsDir,
        resourcesDir,
        mediaUrl,
      }),
    },
    logger,
  );

  return Promise.resolve({
    router,
    movedNotice: readMoveNote(dataDir)?.sentence ?? null,
    media(imageId: string) {
      const made = workshop.media(imageId);
      if (made !== null) return Promise.resolve({ bytes: made, mediaType: 'image/png' });
      const painted = paintedImageOf(imageId);
      if (painted !== null) {
        const image = stores().person.images.get(painted);
        const bytes = image === null ? null : findImageFile(stores().dataDir, image.file);
        return Promise.resolve(bytes === null ? null : { bytes, mediaType: 'image/png' });
      }
      const startId = startOfImage(imageId);
      if (startId !== null) {
        const bytes = findStartFile(stores().dataDir, startId);
        return Promise.resolve(bytes === null ? null : { bytes, mediaType: 'image/png' });
      }
      const keptFor = filmOfPoster(imageId);
      if (keptFor !== null) {
        const bytes = findFilmPoster(stores().person, stores().dataDir, keptFor);
        return Promise.resolve(bytes === null ? null : { bytes, mediaType: 'image/webp' });
      }
      const filmId = filmIdOfImage(imageId);
      return Promise.resolve(filmId === null ? null : stores().catalogue.poster(filmId));
    },
    datasetRecommendations: createDatasetRecommendations(stores, compute),
    lab: createLabTerminal({ ...labOptions, clock }),
    async close() {
      await queue.close();
      events.close();
      previews.close();
      clearInterval(backupTimer);
      await Promise.all([atStart, backup]);
      compute.close();
      holder.close();
    },
  });
}
