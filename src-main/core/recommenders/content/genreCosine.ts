import { DomainError } from '../../base/errors.ts';
import type { FilmFacts } from '../../data/interactions.ts';
import { float32, floatData } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FittedRecommender, Hyperparameters, RecommenderDefinition } from '../recommender.ts';

/** The plainest content model: what a person watched, counted by genre. It knows a film before anybody has rated it. */
export const genreCosineDefinition: RecommenderDefinition = {
  name: 'genre-cosine',
  summary: 'Films whose genres are those of the films that you rated, new films included.',
  citation: 'Pazzani, Billsus, "Content-Based Recommendation Systems", The Adaptive Web 2007, section 10.3; Salton, McGill 1983 (cosine).',
  predictsStars: false,
  defaults: {},
  searchSpace: {},
  async fit({ films }, hyperparameters) {
    return genreCosine(films.length, genreVectors(films), hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) => genreCosine(numItems, floatData(tensors, 'genres', [numItems, null]), hyperparameters),
};

/** [films, genres] rows of length 1; zeros where a film has no genre. Genres in order of first sight. */
function genreVectors(films: readonly FilmFacts[]): Float32Array {
  const names = [...new Set(films.flatMap(({ genres }) => genres))];
  const width = Math.max(1, names.length);
  const vectors = new Float32Array(films.length * width);
  films.forEach(({ genres }, film) => {
    for (const genre of genres) vectors[film * width + names.indexOf(genre)] = 1 / Math.sqrt(genres.length);
  });
  return vectors;
}

function genreCosine(numItems: number, vectors: Float32Array, hyperparameters: Hyperparameters): FittedRecommender {
  const width = vectors.length / numItems;
  if (!Number.isInteger(width)) throw new DomainError('model-invalid', 'The model file cannot be used: its genres are damaged.');
  /** Cosine of every film to a profile [genres]; 0 for an empty one. */
  function cosines(profile: Float64Array): Float32Array {
    const length = Math.hypot(...profile);
    const scores = new Float32Array(numItems);
    if (length === 0) return scores;
    for (let item = 0; item < numItems; item++) {
      let dot = 0;
      for (let g = 0; g < width; g++) dot += profile[g] * vectors[item * width + g];
      scores[item] = dot / length;
    }
    return scores;
  }
  return {
    name: 'genre-cosine',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: null };
    },
    score({ person }) {
      const profile = new Float64Array(width);
      for (const item of person.itemIndices.slice().sort()) for (let g = 0; g < width; g++) profile[g] += vectors[item * width + g];
      return cosines(profile);
    },
    similar(itemIndex) {
      const similarity = cosines(Float64Array.from(vectors.subarray(itemIndex * width, (itemIndex + 1) * width)));
      similarity[itemIndex] = Number.NEGATIVE_INFINITY;
      return similarity;
    },
    tensors: () => ({ genres: float32(vectors, [numItems, width]) }),
    holdsUsers: false,
  };
}
