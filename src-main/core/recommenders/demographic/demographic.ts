import { invariant } from '../../base/assertions.ts';
import type { Demographics } from '../../data/interactions.ts';
import { numberSetting } from '../hyperparameters.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FittedRecommender, Hyperparameters, RecommenderDefinition, TrainingData } from '../recommender.ts';
import { everybody, type Group, groupsFor, groupsOf, matches } from './groups.ts';
import { type GroupTable, loadTable, tableTensors } from './groupTable.ts';

/** Under this many ratings in a group a film counts as unrated there, so that no single person's rating can be read from a group. */
const FEWEST_RATINGS = 5;

/** People at the overall share that are added to a group before its share of viewers is taken. */
const SHARE_DAMPING = 50;

/**
 * Film means and shares of viewers by age, gender and occupation, each damped towards the wider group:
 * score_i = stars_i + popularityWeight * ln(share_i), so that an obscure 5.0 does not lead.
 */
export const demographicDefinition: RecommenderDefinition = {
  name: 'demographic',
  summary: 'What people of your age, gender and occupation watch and like; the same for everybody without a profile.',
  citation:
    'Pazzani, "A Framework for Collaborative, Content-Based and Demographic Filtering", Artificial Intelligence Review 1999, section 2.3.',
  predictsStars: true,
  defaults: { damping: 25, groupDamping: 15, occupationWeight: 0.5, popularityWeight: 0.6 },
  searchSpace: {
    damping: { kind: 'log', min: 2, max: 100 },
    groupDamping: { kind: 'log', min: 2, max: 200 },
    occupationWeight: { kind: 'linear', min: 0, max: 1 },
    popularityWeight: { kind: 'log', min: 0.1, max: 3 },
  },
  async fit(data, hyperparameters) {
    return demographic(countGroups(data), hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) => demographic(loadTable(numItems, tensors), hyperparameters),
};

/** What a person's groups say of one film, as plain facts. */
export interface GroupEvidence {
  readonly group: Group;
  /** People of the group who rated the film, and their mean; then everybody's mean. */
  readonly people: number;
  readonly groupMean: number;
  readonly overallMean: number;
}

export interface DemographicRecommender extends FittedRecommender {
  /** The group of this person that holds the film highest above everybody's mean; null where none does. */
  evidence(demographics: Demographics, itemIndex: number): GroupEvidence | null;
}

export function isDemographic(fitted: FittedRecommender): fitted is DemographicRecommender {
  return fitted.name === 'demographic';
}

function countGroups({ matrix, demographics }: TrainingData): GroupTable {
  const { numRows, numColumns: numItems, rowOffsets, columnIndices, values } = matrix;
  const active = Array.from({ length: numRows }, (_, user) => user).filter((user) => rowOffsets[user + 1] > rowOffsets[user]);
  const { groups, sizes } = groupsOf(active.map((user) => demographics[user]));
  const counts = new Float32Array(groups.length * numItems);
  const sums = new Float64Array(groups.length * numItems);
  let total = 0;
  for (const user of active) {
    const own = groups.flatMap((group, g) => (matches(group, demographics[user]) ? [g] : []));
    for (let e = rowOffsets[user]; e < rowOffsets[user + 1]; e++) {
      total += values[e];
      for (const g of own) {
        counts[g * numItems + columnIndices[e]]++;
        sums[g * numItems + columnIndices[e]] += values[e];
      }
    }
  }
  for (let cell = numItems; cell < counts.length; cell++) if (counts[cell] < FEWEST_RATINGS) counts[cell] = 0;
  const means = counts.map((count, cell) => (count === 0 ? 0 : sums[cell] / count));
  return { groups, sizes, counts, means, overallMean: Math.fround(values.length === 0 ? 0 : total / values.length) };
}

function demographic(table: GroupTable, hyperparameters: Hyperparameters): DemographicRecommender {
  const { groups, sizes, counts, means, overallMean } = table;
  const numItems = counts.length / groups.length;
  invariant(groups.length > 0 && numItems === Math.floor(numItems), `a group table of ${counts.length} cells for ${groups.length} groups`);
  const damping = numberSetting(hyperparameters, 'damping');
  const groupDamping = numberSetting(hyperparameters, 'groupDamping');
  const occupationWeight = numberSetting(hyperparameters, 'occupationWeight');
  const popularityWeight = numberSetting(hyperparameters, 'popularityWeight');
  const baseStars = Float32Array.from(
    { length: numItems },
    (_, i) => (counts[i] * means[i] + damping * overallMean) / Math.max(1e-9, counts[i] + damping),
  );
  // One pseudo-viewer keeps the logarithm finite for films that nobody rated.
  const baseShares = Float32Array.from({ length: numItems }, (_, i) => Math.log((counts[i] + 1) / (sizes[0] + 2)));

  const weightOf = (group: Group) => (group.occupation === null ? 1 : occupationWeight);

  function stars(person: Demographics): Float32Array {
    const result = baseStars.slice();
    for (const g of groupsFor(groups, person)) {
      const weight = weightOf(groups[g]);
      for (let i = 0; i < numItems; i++) {
        const count = counts[g * numItems + i];
        if (count > 0) result[i] += (weight * count * (means[g * numItems + i] - baseStars[i])) / (count + groupDamping);
      }
    }
    return result;
  }

  function score(person: Demographics): Float32Array {
    const result = stars(person);
    for (let i = 0; i < numItems; i++) result[i] += popularityWeight * baseShares[i];
    for (const g of groupsFor(groups, person)) {
      const weight = weightOf(groups[g]) * popularityWeight;
      for (let i = 0; i < numItems; i++) {
        const share = Math.exp(baseShares[i]);
        result[i] += weight * Math.log((counts[g * numItems + i] + SHARE_DAMPING * share) / (sizes[g] + SHARE_DAMPING) / share);
      }
    }
    return result;
  }

  return {
    name: 'demographic',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: null };
    },
    score: ({ person }) => score(person.demographics),
    stars: ({ person }) => stars(person.demographics),
    similar(itemIndex) {
      const similarity = score(everybody);
      similarity[itemIndex] = Number.NEGATIVE_INFINITY;
      return similarity;
    },
    tensors: () => tableTensors(table),
    holdsUsers: false,
    evidence(person, itemIndex) {
      const own = groups.flatMap((group, g) => (g > 0 && counts[g * numItems + itemIndex] > 0 && matches(group, person) ? [g] : []));
      if (own.length === 0) return null;
      const lift = (g: number) => {
        const count = counts[g * numItems + itemIndex];
        return (count * (means[g * numItems + itemIndex] - means[itemIndex])) / (count + groupDamping);
      };
      const best = own.reduce((a, b) => (lift(b) > lift(a) ? b : a));
      if (lift(best) <= 0) return null;
      return {
        group: groups[best],
        people: counts[best * numItems + itemIndex],
        groupMean: means[best * numItems + itemIndex],
        overallMean: means[itemIndex],
      };
    },
  };
}
