import { createRuntime } from '../core/engine/createRuntime.ts';
import { openDatasetStore } from '../core/storage/datasetStore.ts';
import { openEmbeddingCache } from '../core/storage/embeddingCache.ts';
import type { HandlerContext } from './computeContract.ts';
import type { ComputeHandlerOptions } from './handlerOptions.ts';
import type { EmbedInput, EmbedOutput } from './embedMethod.ts';
import { embedPosters } from './embedPosters.ts';
import { embedTexts } from './embedTexts.ts';

/** Vectors of a data set's plots and posters, into the cache of the data folder; what is there already is not computed again. */
export async function embedDataset(
  input: EmbedInput,
  context: HandlerContext,
  { nowMs, logger }: ComputeHandlerOptions,
): Promise<EmbedOutput> {
  const { dataDir, modelsDir, dataset, text, posters, device } = input;
  const store = openDatasetStore(dataDir, { logger });
  const cache = openEmbeddingCache(dataDir);
  const runtime = await createRuntime(device, { logger });
  try {
    store.info(dataset);
    const parts = { store, cache, runtime, nowMs, logger };
    return {
      dataset,
      text: text ? await embedTexts(dataDir, dataset, parts, context) : null,
      posters: posters ? await embedPosters(modelsDir, dataset, parts, context) : null,
    };
  } finally {
    cache.close();
    store.close();
    await runtime.dispose();
  }
}
