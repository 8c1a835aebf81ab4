import { type FilmStatistics, filmStatistics, numHalfStars } from '../../core/recommenders/filmStatistics.ts';
import type { LoadedModel, ModelLibrary } from '../modelLibrary.ts';

const known = new WeakMap<LoadedModel, { readonly source: LoadedModel; readonly statistics: FilmStatistics }>();

/** How often each film of a model got each half star, from the model `popularity`, which keeps it; null where that is missing. */
export function statisticsFor(models: ModelLibrary, model: LoadedModel): FilmStatistics | null {
  const source = models.byName('popularity');
  if (source === null) return null;
  const held = known.get(model);
  if (held?.source === source) return held.statistics;
  const kept = source.fitted.tensors()['histogram'];
  if (kept?.dtype !== 'float32') return null;
  const statistics = filmStatistics(source.items === model.items ? kept.data : reordered(kept.data, source, model));
  known.set(model, { source, statistics });
  return statistics;
}

/** [numItems, 10] by the item index of another model; films that the source does not know have no ratings. */
function reordered(histogram: Float32Array, source: LoadedModel, model: LoadedModel): Float32Array {
  const result = new Float32Array(model.items.size * numHalfStars);
  for (let index = 0; index < model.items.size; index++) {
    const from = source.items.indexOf(model.items.ids[index]!);
    if (from >= 0) result.set(histogram.subarray(from * numHalfStars, (from + 1) * numHalfStars), index * numHalfStars);
  }
  return result;
}
