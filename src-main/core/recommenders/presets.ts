import type { Hyperparameters, RecommenderDefinition, RecommenderName } from './recommender.ts';

type Presets = Readonly<Partial<Record<RecommenderName, Hyperparameters>>>;

/**
 * Settings chosen on validation rows by `evaluate --tune`, by protocol (whose data they fit): what `evaluate` uses without `--tune`. A model
 * without an entry keeps its defaults, which were chosen on validation rows of `rows-80-20`.
 */
const presets: Readonly<Record<string, Presets>> = {};

export function presetFor(definition: RecommenderDefinition, protocol: string): Hyperparameters {
  return { ...definition.defaults, ...presets[protocol]?.[definition.name] };
}
