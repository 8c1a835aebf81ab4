import type { ReportProgress } from '../core/base/progress.ts';
import type { CheckpointTimes } from '../core/base/checkpointTimes.ts';
import type { DeviceName } from '../core/engine/tensorRuntime.ts';
import type { FitContext, FittedRecommender } from '../core/recommenders/recommender.ts';
import type { RunFiles } from '../core/storage/runFiles.ts';
import { createPointBuffer } from './pointBuffer.ts';
import type { CurvePoint } from './runMethods.ts';

export interface WatchedFitOptions {
  readonly files: RunFiles;
  readonly seed: number;
  readonly dataSha256: string;
  readonly device: DeviceName;
  /** Computing that the run has had before. */
  readonly elapsedMs: number;
  readonly nowMs: () => number;
  readonly checkpointTimes: CheckpointTimes;
  /** Steps of parts that are done and kept, whose points stay. */
  readonly stepsKept: number;
  readonly reportProgress: ReportProgress;
  readonly reportPoint: (point: CurvePoint) => void;
  readonly validation: { readonly metric: string; readonly judge: (model: FittedRecommender) => number } | null;
}

/** What a fit of the lab is given beside its data, and how to put the last points away. */
export interface WatchedFit {
  readonly watch: Pick<FitContext, 'reportStep' | 'checkpoints' | 'reportProgress' | 'clock'> & Partial<Pick<FitContext, 'validate'>>;
  /** To be called when the fit is over, however it ended. */
  flush(): void;
}

/** Points nearer to each other than this are left out, unless they bring one of the first validations. */
const POINT_EVERY_MS = 100;
/** On small data an epoch takes a millisecond: from here on validations are thinned too, or the curve would drown whoever draws it. */
const MANY_VALIDATIONS = 1_000;
const WRITE_EVERY_MS = 500;

/**
 * Curves and checkpoints of one seed's fit. A fit that was stopped goes on from its last checkpoint, and points beyond that
 * are taken back, so that the curve is the one of a fit that was never stopped.
 */
export function watchFit(options: WatchedFitOptions): WatchedFit {
  const { files, seed, dataSha256, device, nowMs, reportProgress, reportPoint, validation } = options;
  const store = files.checkpoints(seed);
  const resumeFrom = store.latest();
  const resumeStep = Math.max(resumeFrom?.step ?? 0, options.stepsKept);
  files.keepPoints((point) => (point as CurvePoint).seed !== seed || (point as CurvePoint).step <= resumeStep);
  const startedAt = nowMs();
  let totalSteps: number | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  let validations = 0;
  const points = createPointBuffer<CurvePoint>(files, nowMs, WRITE_EVERY_MS);

  return {
    flush: points.flush,
    watch: {
      clock: nowMs,
      reportProgress(progress) {
        if (progress.unit === 'steps') totalSteps = progress.total;
        reportProgress(progress);
      },
      reportStep({ step, epoch, loss, validation: value, examplesPerSecond }) {
        const now = nowMs();
        if (now - toldAt < POINT_EVERY_MS && (value === undefined || validations >= MANY_VALIDATIONS)) return;
        toldAt = now;
        if (value !== undefined) validations++;
        const point: CurvePoint = {
          seed,
          step,
          epoch,
          totalSteps,
          loss,
          validation: value === undefined || validation === null ? null : { metric: validation.metric, value },
          examplesPerSecond,
          elapsedMs: options.elapsedMs + now - startedAt,
          device,
        };
        points.add(point);
        reportPoint(point);
      },
      ...(validation === null ? {} : { validate: validation.judge }),
      checkpoints: {
        dataSha256,
        resumeFrom,
        save(checkpoint) {
          points.flush();
          store.save(checkpoint);
        },
        ...options.checkpointTimes,
      },
    },
  };
}
