import { basename } from 'node:path';
import type { ModelCard } from '../contract/models.ts';
import { modelNameSchema } from '../contract/shared.ts';
import type { RecommenderDefinition } from '../core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../core/recommenders/registry.ts';
import { readManifest } from '../core/storage/modelStore.ts';

export interface StoredCard {
  readonly directory: string;
  readonly card: ModelCard;
}

/**
 * The card of a stored recommender, without its tensors; null for models of other kinds (encoders, painters), which lie in the same folder. Whether it
 * is a default is for the library to say.
 */
export function readCard(directory: string, origin: ModelCard['origin']): ModelCard | null {
  const manifest = readManifest(directory);
  const known = modelNameSchema.safeParse(manifest.name);
  if (!known.success) return null;
  const name = known.data;
  const { summary, citation, predictsStars, goesOn = false }: RecommenderDefinition = recommenderDefinitions[name];
  const { data, seed, command, trainedAt, fitMs, sha256, sizeBytes, hyperparameters, metrics, reliability, notes } = manifest;
  return {
    modelId: origin === 'shipped' ? `shipped-${basename(directory)}` : basename(directory),
    name,
    origin,
    summary,
    citation,
    predictsStars,
    goesOn,
    isDefaultRanking: false,
    isDefaultStars: false,
    data,
    seed,
    command,
    trainedAt,
    fitMs,
    sha256,
    sizeBytes,
    hyperparameters,
    metrics,
    reliability,
    notes,
  };
}
