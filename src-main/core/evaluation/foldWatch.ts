import type { ReportProgress } from '../base/progress.ts';
import type { FitContext } from '../recommenders/recommender.ts';
import type { EvaluateContext } from './round.ts';

/** How long fits have learnt, where they learn in steps. */
export interface Learnt {
  readonly steps: number;
  readonly epochs: number;
}

export interface FoldWatch {
  /** What the fit of this fold is given beside its data. */
  readonly watch: NonNullable<EvaluateContext['watch']>;
  /** By the fit of this fold alone. */
  learnt(): Learnt;
}

/**
 * The watch of one fit for one fold of several: curves and checkpoints count their steps from the first fold on, so that a curve goes on where the fold before
 * ended, and the newest checkpoint is the one of the fold under way.
 * @param before by the folds before this one
 */
export function foldWatch(watch: EvaluateContext['watch'], fold: number, folds: number, before: Learnt): FoldWatch {
  if (watch === undefined) return { watch: {}, learnt: () => ({ steps: 0, epochs: 0 }) };
  const { reportStep, checkpoints, reportProgress, clock } = watch;
  let [steps, epochs] = [0, 0];
  const made = (step: number): number => {
    steps = Math.max(steps, step);
    return step + before.steps;
  };
  return {
    learnt: () => ({ steps, epochs }),
    watch: {
      ...(clock === undefined ? {} : { clock }),
      ...(reportStep === undefined
        ? {}
        : {
            reportStep(report) {
              epochs = Math.max(epochs, report.epoch);
              reportStep({ ...report, step: made(report.step), epoch: report.epoch + before.epochs });
            },
          }),
      ...(reportProgress === undefined ? {} : { reportProgress: progressOfFold(reportProgress, fold, folds) }),
      ...(checkpoints === undefined ? {} : { checkpoints: checkpointsOfFold(checkpoints, fold, before.steps, made) }),
    },
  };
}

function checkpointsOfFold(
  all: NonNullable<FitContext['checkpoints']>,
  fold: number,
  stepsBefore: number,
  made: (step: number) => number,
): NonNullable<FitContext['checkpoints']> {
  const { resumeFrom } = all;
  // What a checkpoint learned from is the data less the people of its fold.
  const dataSha256 = `${all.dataSha256} without fold ${fold + 1}`;
  const isOwn = resumeFrom !== null && resumeFrom.step > stepsBefore && resumeFrom.dataSha256 === dataSha256;
  if (isOwn) made(resumeFrom.step - stepsBefore);
  return {
    ...all,
    dataSha256,
    resumeFrom: isOwn ? { ...resumeFrom, step: resumeFrom.step - stepsBefore } : null,
    save: (checkpoint) => all.save({ ...checkpoint, step: made(checkpoint.step) }),
  };
}

/** Folds are stretches of one bar. */
export function progressOfFold(report: ReportProgress, fold: number, folds: number): ReportProgress {
  return ({ phase, done, total, unit }) => {
    const place = `${phase}, fold ${fold + 1} of ${folds}`;
    if (total === null || total === 0) report({ phase: place, done: fold, total: folds, unit: 'folds' });
    else report({ phase: place, done: fold * total + done, total: folds * total, unit });
  };
}
