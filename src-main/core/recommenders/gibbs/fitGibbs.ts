import { throwIfCancelled } from '../../base/progress.ts';
import { restoreRng } from '../../base/rng.ts';
import { checkSameRun, type Checkpoint } from '../../engine/checkpoint.ts';
import { isCheckpointDue } from '../../base/checkpointTimes.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { FitContext, FittedRecommender } from '../recommender.ts';
import { createGibbsSampler, type GibbsProblem, type GibbsState, initialState, type SideCoefficients } from './gibbsSweep.ts';
import { keptDraws } from './keptDraws.ts';
import type { Posterior } from './posterior.ts';

export interface GibbsChain {
  readonly problem: GibbsProblem;
  /** Sweeps, of which the first `burnIn` are forgotten; of the others `kept` are kept, evenly spaced. */
  readonly sweeps: number;
  readonly burnIn: number;
  readonly kept: number;
  readonly initStddev: number;
  /** For `validate`, after each kept draw. */
  readonly asModel: (posterior: Posterior) => FittedRecommender;
}

/** So often sums are added up afresh; checkpoints stand only there, where the coefficients are all that the next sweep depends on. */
const SWEEPS_BETWEEN_REFRESHES = 10;

/**
 * Runs the chain. One sweep is one step and one epoch. A checkpoint holds the coefficients, the draws kept so far and the place in the random
 * stream; a chain resumed from it ends in the same bits.
 * @throws DomainError 'cancelled' after a last checkpoint; 'conflict' where the checkpoint is of other data or settings
 */
export async function fitGibbs(chain: GibbsChain, context: FitContext): Promise<Posterior> {
  const { problem, sweeps, burnIn, kept, initStddev, asModel } = chain;
  const { reportProgress, reportStep, validate, checkpoints, clock, signal } = context;
  const now = () => clock?.() ?? 0;
  const { numFeatures: userFeatures } = problem.users;
  const { numFeatures: itemFeatures } = problem.items;
  const configuration = { factors: problem.factors, sweeps, burnIn, kept, userFeatures, itemFeatures };
  const resumeFrom = checkpoints?.resumeFrom ?? null;
  if (resumeFrom !== null) checkSameRun(resumeFrom, { dataSha256: checkpoints!.dataSha256, configuration });
  const rng = resumeFrom === null ? context.rng.fork('gibbs') : restoreRng(resumeFrom.rng);
  const state = resumeFrom === null ? initialState(problem, rng, initStddev) : stateOf(resumeFrom);
  const draws = keptDraws(problem);
  if (resumeFrom !== null) draws.restore(resumeFrom.tensors);
  const sampler = createGibbsSampler(problem);
  let done = resumeFrom?.step ?? 0;
  let saved = { step: done, ms: now() };
  let latest: Checkpoint | null = null;

  async function save(checkpoint: Checkpoint): Promise<void> {
    await checkpoints?.save(checkpoint);
    saved = { step: checkpoint.step, ms: now() };
  }

  while (done < sweeps) {
    const isFresh = done % SWEEPS_BETWEEN_REFRESHES === 0;
    if (isFresh && checkpoints !== undefined) {
      const { dataSha256 } = checkpoints;
      latest = { step: done, tensors: { ...stateTensors(state), ...draws.tensors() }, rng: rng.state(), dataSha256, configuration };
      if (isCheckpointDue(checkpoints, { step: done, ms: now() }, saved)) await save(latest);
    }
    reportProgress({ phase: 'Drawing samples', done, total: sweeps, unit: 'samples' });
    const startedAt = now();
    const sweep = await sampler.sweep(state, rng, isFresh, signal).catch(async (error: unknown) => {
      if (signal?.aborted && latest !== null && latest.step > saved.step) await save(latest);
      throw error;
    });
    done++;
    const isKept = isKeptStep(done, chain);
    if (isKept) draws.keep(state, sweep);
    const seconds = (now() - startedAt) / 1000;
    reportStep?.({
      step: done,
      epoch: done,
      loss: sweep.trainRmse ** 2,
      ...(isKept && validate !== undefined ? { validation: validate(asModel(draws.posterior())) } : {}),
      examplesPerSecond: seconds > 0 ? problem.matrix.values.length / seconds : null,
    });
  }
  throwIfCancelled(signal);
  reportProgress({ phase: 'Drawing samples', done, total: sweeps, unit: 'samples' });
  return draws.posterior();
}

/** The last of every (sweeps - burnIn) / kept sweeps after burn-in. */
function isKeptStep(done: number, { sweeps, burnIn, kept }: GibbsChain): boolean {
  const rank = (step: number) => Math.floor((Math.max(0, step - burnIn) * kept) / Math.max(1, sweeps - burnIn));
  return rank(done) > rank(done - 1);
}

function stateTensors({ intercept, users, items }: GibbsState): Record<string, Tensor> {
  const float32 = (values: Float32Array): Tensor => ({ dtype: 'float32', shape: [values.length], data: values.slice() });
  const side = (name: string, { weights, factors, noise }: SideCoefficients) => ({
    [`${name}/weights`]: float32(weights),
    [`${name}/factors`]: float32(factors),
    [`${name}/noise`]: float32(noise),
  });
  return { intercept: float32(intercept), ...side('users', users), ...side('items', items) };
}

function stateOf({ tensors }: Checkpoint): GibbsState {
  const read = (name: string) => (tensors[name]!.data as Float32Array).slice();
  const side = (name: string): SideCoefficients => ({
    weights: read(`${name}/weights`),
    factors: read(`${name}/factors`),
    noise: read(`${name}/noise`),
  });
  return { intercept: read('intercept'), users: side('users'), items: side('items') };
}
