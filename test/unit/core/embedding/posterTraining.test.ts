import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { genreFigures, meanOf } from '../../../../src-main/core/embedding/genreMetrics.ts';
import { encodeSmallPosters } from '../../../../src-main/core/embedding/posterEncoder.ts';
import { genreTargets, posterGenres } from '../../../../src-main/core/embedding/posterGenres.ts';
import { OWN_SIZE, ownNetwork, POSTER_VECTOR } from '../../../../src-main/core/embedding/posterNetworks.ts';
import { trainPosterNetwork } from '../../../../src-main/core/embedding/posterTraining.ts';
import type { Checkpoint } from '../../../../src-main/core/engine/checkpoint.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import { withHalves } from '../../../../src-main/core/recommenders/modelTensors.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const width = posterGenres.length;
const size = 3 * OWN_SIZE.width * OWN_SIZE.height;

/** Dark red pictures are horror, bright blue ones comedies; noise on top. */
function twoGenres(count: number) {
  const rng = createRng(5, 'pictures');
  const inputs = new Uint8Array(count * size);
  const films = Array.from({ length: count }, (_, film) => ({ genres: [film % 2 === 0 ? 'Horror' : 'Comedy'] }));
  films.forEach(({ genres }, film) => {
    const colour = genres[0] === 'Horror' ? [120, 20, 20] : [90, 140, 240];
    for (let i = 0; i < size; i++) inputs[film * size + i] = colour[Math.floor(i / (size / 3))]! + rng.integer(16);
  });
  return { inputs, targets: genreTargets(films), sha256: 'two-genres' };
}

const rows = Int32Array.from({ length: 16 }, (_, row) => row);
const examples = twoGenres(16);
const options = {
  runtime,
  seed: 2,
  epochs: 12,
  batch: 8,
  learningRate: 0.01,
  weightDecay: 0,
  dropout: 0,
  mirrors: true,
  nowMs: () => performance.now(),
};

describe('a poster network', () => {
  it('learns two genres from scratch, and says so of pictures it has not seen', async () => {
    const losses: number[] = [];
    const parameters = await trainPosterNetwork(ownNetwork, examples, rows, {
      ...options,
      onLoss: (_step, loss) => void losses.push(loss),
    });
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
    const unseen = twoGenres(6);
    const { vectors, genres } = await encodeSmallPosters(parameters, unseen.inputs, runtime);
    expect(vectors.length).toBe(6 * POSTER_VECTOR);
    expect(meanOf(genreFigures(genres, unseen.targets), 'auc')).toBe(1);
    const halves = await encodeSmallPosters(withHalves(parameters, Object.keys(parameters)), unseen.inputs, runtime);
    halves.genres.forEach((value, i) => expect(value).toBeCloseTo(genres[i]!, 1));
  });

  it('goes on from a checkpoint to the same bits', async () => {
    const saved: Checkpoint[] = [];
    const checkpoints = { save: (checkpoint: Checkpoint) => void saved.push(checkpoint), everySteps: 3 };
    const whole = await trainPosterNetwork(ownNetwork, examples, rows, { ...options, epochs: 4, checkpoints });
    const resumed = await trainPosterNetwork(ownNetwork, examples, rows, { ...options, epochs: 4, resumeFrom: saved[0]! });
    expect(saved[0]!.step).toBe(3);
    for (const [name, { data }] of Object.entries(whole)) expect(resumed[name]!.data, name).toEqual(data);
  });
});

describe('figures by genre', () => {
  const column = (genre: string, scores: readonly number[]): Float32Array => {
    const all = new Float32Array(scores.length * width);
    scores.forEach((score, film) => (all[film * width + posterGenres.indexOf(genre as never)] = score));
    return all;
  };
  const targets = column('War', [1, 0, 1, 0]);

  it('count pairs in order, ties half', () => {
    expect(genreFigures(column('War', [0.9, 0.1, 0.8, 0.2]), targets)).toEqual([{ genre: 'War', films: 2, auc: 1, averagePrecision: 1 }]);
    const [worse] = genreFigures(column('War', [0.9, 0.5, 0.1, 0.5]), targets);
    expect(worse!.auc).toBe(0.5);
    expect(worse!.averagePrecision).toBeCloseTo((1 + 2 / 4) / 2, 10);
    expect(genreFigures(column('War', [0.5, 0.5, 0.5, 0.5]), targets)[0]!.auc).toBe(0.5);
  });

  it('leave out genres that no film has, or all', () => {
    expect(genreFigures(column('War', [1, 2, 3, 4]), column('War', [1, 1, 1, 1]))).toEqual([]);
    expect(genreTargets([{ genres: ['Western', 'IMAX'] }]).reduce((a, b) => a + b)).toBe(1);
  });
});
