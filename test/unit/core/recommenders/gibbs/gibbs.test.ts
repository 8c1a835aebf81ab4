import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { transposeUserItem, userItemMatrix } from '../../../../../src-main/core/data/csrMatrix.ts';
import { unknownDemographics } from '../../../../../src-main/core/data/interactions.ts';
import {
  type GibbsProblem,
  type GibbsState,
  createGibbsSampler,
  initialState,
} from '../../../../../src-main/core/recommenders/gibbs/gibbsSweep.ts';
import { keptDraws } from '../../../../../src-main/core/recommenders/gibbs/keptDraws.ts';
import { foldInPosterior, meanItemOffsets, posteriorStars } from '../../../../../src-main/core/recommenders/gibbs/posterior.ts';
import {
  type FeatureGroup,
  identityGroup,
  ratedSetGroup,
  type SideFeatures,
  sideFeatures,
} from '../../../../../src-main/core/recommenders/gibbs/sideFeatures.ts';

const NUM_USERS = 60;
const NUM_ITEMS = 50;
const NOISE = 0.3;

/** Films of three genres; ratings from two hidden traits, the film's partly from its genre. */
function simulated() {
  const rng = createRng(11, 'simulated');
  const normals = (n: number) => Array.from({ length: n }, () => rng.normal());
  const users = Array.from({ length: NUM_USERS }, () => normals(3));
  const genres = Array.from({ length: 3 }, () => normals(3));
  const items = Array.from({ length: NUM_ITEMS }, (_, item) => normals(3).map((value, f) => 0.5 * value + genres[item % 3][f]));
  const rows: { user: number; item: number; rating: number; isTest: boolean }[] = [];
  for (let user = 0; user < NUM_USERS; user++) {
    for (let item = 0; item < NUM_ITEMS; item++) {
      const [a, b, c] = users[user];
      const [d, e, f] = items[item];
      const rating = 3 + 0.4 * a + 0.4 * d + 0.5 * b * e + 0.5 * c * f + NOISE * rng.normal();
      if (rng.uniform() < 0.55) rows.push({ user, item, rating, isTest: rng.uniform() < 0.15 });
    }
  }
  const matrixOf = (isTest: boolean) => {
    const chosen = rows.filter((row) => row.isTest === isTest);
    return userItemMatrix(
      {
        userIndices: Int32Array.from(chosen, ({ user }) => user),
        itemIndices: Int32Array.from(chosen, ({ item }) => item),
        ratings: Float32Array.from(chosen, ({ rating }) => rating),
        timestamps: new Float64Array(chosen.length),
      },
      NUM_USERS,
      NUM_ITEMS,
    );
  };
  return { train: matrixOf(false), test: matrixOf(true) };
}

const { train, test } = simulated();
const genre: FeatureGroup = { name: 'genre', size: 3, describe: (film, emit) => emit(film % 3, 0.8) };

const problemOf = (over: Partial<GibbsProblem> = {}): GibbsProblem => ({
  matrix: train,
  users: sideFeatures(NUM_USERS, [identityGroup('person', NUM_USERS), ratedSetGroup('rated', train)]),
  items: sideFeatures(NUM_ITEMS, [identityGroup('film', NUM_ITEMS), ratedSetGroup('raters', transposeUserItem(train)), genre]),
  factors: 3,
  pairsWithin: false,
  prior: { shape: 0.5, rate: 0.05 },
  noiseShape: 6,
  ...over,
});

const featuresOf = ({ offsets, entities, values }: SideFeatures, entity: number) =>
  Array.from(entities.keys())
    .filter((at) => entities[at] === entity)
    .map((at) => ({ f: offsets.findLastIndex((start) => start <= at), x: values[at] }));

const userFeatures = Array.from({ length: NUM_USERS }, (_, user) => featuresOf(problemOf().users, user));
const itemFeatures = Array.from({ length: NUM_ITEMS }, (_, item) => featuresOf(problemOf().items, item));

/** The model's equation, pair by pair. */
function naive({ users, items, factors: k, pairsWithin }: GibbsProblem, state: GibbsState, user: number, item: number): number {
  const own = userFeatures[user].map((each) => ({ ...each, of: state.users, n: users.numFeatures, side: 0 }));
  const other = itemFeatures[item].map((each) => ({ ...each, of: state.items, n: items.numFeatures, side: 1 }));
  const all = [...own, ...other];
  let sum = state.intercept[0];
  for (const { f, x, of } of all) sum += x * of.weights[f];
  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) {
      if (!pairsWithin && a.side === b.side) continue;
      for (let d = 0; d < k; d++) sum += a.x * b.x * a.of.factors[d * a.n + a.f] * b.of.factors[d * b.n + b.f];
    }
  });
  return sum;
}

function naiveRmse(problem: GibbsProblem, state: GibbsState): number {
  let squares = 0;
  for (let user = 0; user < NUM_USERS; user++)
    for (let at = train.rowOffsets[user]; at < train.rowOffsets[user + 1]; at++)
      squares += (train.values[at] - naive(problem, state, user, train.columnIndices[at])) ** 2;
  return Math.sqrt(squares / train.values.length);
}

for (const pairsWithin of [false, true])
  describe(`Gibbs sampling ${pairsWithin ? 'with' : 'without'} pairs within a side`, () => {
    it('keeps errors that are those of the equation, through sweeps that go on from each other', async () => {
      const problem = problemOf({ pairsWithin });
      const sampler = createGibbsSampler(problem);
      const rng = createRng(1, 'chain');
      const state = initialState(problem, rng, 0.3);
      for (let sweep = 0; sweep < 4; sweep++) {
        const expected = naiveRmse(problem, state);
        expect((await sampler.sweep(state, rng, sweep === 0)).trainRmse).toBeCloseTo(expected, 5);
      }
    });

    it('finds what the ratings were made of: held-out errors come near the noise', async () => {
      const problem = problemOf({ pairsWithin });
      const sampler = createGibbsSampler(problem);
      const rng = createRng(2, 'chain');
      const state = initialState(problem, rng, 0.1);
      const draws = keptDraws(problem);
      for (let sweep = 0; sweep < 160; sweep++) {
        const made = await sampler.sweep(state, rng, sweep % 10 === 0);
        if (sweep >= 80 && sweep % 5 === 0) draws.keep(state, made);
      }
      const posterior = draws.posterior();
      let squares = 0;
      for (let user = 0; user < NUM_USERS; user++) {
        const person = {
          itemIndices: train.columnIndices.slice(train.rowOffsets[user], train.rowOffsets[user + 1]),
          ratings: train.values.slice(train.rowOffsets[user], train.rowOffsets[user + 1]),
          demographics: unknownDemographics,
          userIndex: null,
        };
        const stars = posteriorStars(posterior, meanItemOffsets(posterior), foldInPosterior(posterior, person, []));
        for (let at = test.rowOffsets[user]; at < test.rowOffsets[user + 1]; at++)
          squares += (stars[test.columnIndices[at]] - test.values[at]) ** 2;
      }
      const rmse = Math.sqrt(squares / test.values.length);
      expect(rmse).toBeLessThan(1.45 * NOISE);
      const precisions = Array.from({ length: posterior.samples }, (_, s) => posterior.globals[2 * s + 1]);
      for (const precision of precisions) expect(1 / Math.sqrt(precision)).toBeLessThan(1.5 * NOISE);
    });

    it("folds a person in at the peak of what is likely, by the model's equation", async () => {
      const problem = problemOf({ pairsWithin, noiseShape: 0 });
      const rng = createRng(3, 'chain');
      const state = initialState(problem, rng, 0.5);
      const draws = keptDraws(problem);
      const made = await createGibbsSampler(problem).sweep(state, rng, true);
      draws.keep(state, made);
      const posterior = draws.posterior();
      const user = 7;
      const items = train.columnIndices.slice(train.rowOffsets[user], train.rowOffsets[user + 1]);
      const ratings = train.values.slice(train.rowOffsets[user], train.rowOffsets[user + 1]);
      const folded = foldInPosterior(posterior, { itemIndices: items, ratings, demographics: unknownDemographics, userIndex: null }, []);

      // The person's own coefficients, from what folding in gave: factors less those of the rated set, then the weight.
      const { numFeatures } = problem.users;
      const factorOf = (f: number, d: number) => state.users.factors[d * numFeatures + f];
      const rated = Array.from(items, (item) => NUM_USERS + item);
      const value = 1 / Math.sqrt(items.length);
      for (let d = 0; d < 3; d++) {
        const known = rated.reduce((sum, f) => sum + value * factorOf(f, d), 0);
        state.users.factors[d * numFeatures + user] = folded.vector[d] - known;
      }
      const stars = posteriorStars(posterior, meanItemOffsets(posterior), folded);
      state.users.weights[user] += stars[items[0]] - naive(problem, state, user, items[0]);
      for (const item of [0, 13, 49]) expect(naive(problem, state, user, item)).toBeCloseTo(stars[item], 3);

      const logDensity = () => {
        let sum = 0;
        for (let at = 0; at < items.length; at++) sum -= (made.precision * (ratings[at] - naive(problem, state, user, items[at])) ** 2) / 2;
        const priors = [...made.userPriors.factors.map((groups) => groups[0]), made.userPriors.weights[0]];
        const own = [factorOf(user, 0), factorOf(user, 1), factorOf(user, 2), state.users.weights[user]];
        own.forEach((coefficient, i) => (sum -= (priors[i].precision * (coefficient - priors[i].mean) ** 2) / 2));
        return sum;
      };
      const peak = logDensity();
      const moved = (table: Float32Array, at: number, by: number) => {
        const before = table[at];
        table[at] = before + by;
        const density = logDensity();
        table[at] = before;
        return density;
      };
      for (const by of [-0.05, 0.05]) {
        expect(moved(state.users.weights, user, by)).toBeLessThan(peak);
        for (let d = 0; d < 3; d++) expect(moved(state.users.factors, d * numFeatures + user, by)).toBeLessThan(peak);
      }
    });
  });
