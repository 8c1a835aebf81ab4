import type { Logger } from '../core/base/logger.ts';
import { plotText } from '../core/embedding/plotText.ts';
import { openSentenceEncoder } from '../core/embedding/sentenceEncoder.ts';
import type { TensorRuntime } from '../core/engine/tensorRuntime.ts';
import type { DatasetStore } from '../core/storage/datasetStore.ts';
import { type ContentHash, contentHash, type EmbeddingCache } from '../core/storage/embeddingCache.ts';
import { sentenceEncoderFiles } from '../core/storage/modelHub.ts';
import type { HandlerContext } from './computeContract.ts';
import type { EmbeddedPart } from './embedMethod.ts';

/** How often what is done is written down: what a kill can cost. */
const SAVE_EVERY_MS = 2000;
/** Films that go together: enough of like length to fill batches without padding. */
const PART = 512;

export interface EmbedParts {
  readonly store: DatasetStore;
  readonly cache: EmbeddingCache;
  readonly runtime: TensorRuntime;
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** Embeds every plot of a data set that is not in the cache yet. */
export async function embedTexts(
  dataDir: string,
  dataset: string,
  { store, cache, runtime, nowMs }: EmbedParts,
  { signal, reportProgress }: HandlerContext,
): Promise<EmbeddedPart> {
  const startedMs = nowMs();
  const installed = await sentenceEncoderFiles(dataDir);
  if (installed === null)
    return {
      encoder: null,
      total: 0,
      computed: 0,
      skipped: 0,
      ms: 0,
      why: 'The model that reads plots is not installed; download it or import a folder.',
    };
  const { encoder, files } = installed;
  const missing = new Map<string, { text: string; content: ContentHash }>();
  let total = 0;
  for (const text of plotTexts(store, dataset)) {
    total++;
    const content = contentHash(text);
    if (!cache.has(encoder, content)) missing.set(content.toString('hex'), { text, content });
  }
  const work = [...missing.values()];
  if (work.length > 0) {
    const opened = await openSentenceEncoder(files, runtime);
    const pending: { content: ContentHash; vector: Float32Array }[] = [];
    let savedMs = nowMs();
    const save = (): void => {
      cache.save(encoder, pending.splice(0));
      savedMs = nowMs();
    };
    try {
      const onVectors = (part: typeof work, indices: readonly number[], vectors: readonly Float32Array[]): void => {
        indices.forEach((index, i) => void pending.push({ content: part[index]!.content, vector: vectors[i]! }));
        if (nowMs() - savedMs >= SAVE_EVERY_MS) save();
      };
      for (let from = 0; from < work.length; from += PART) {
        const part = work.slice(from, from + PART);
        await opened.embed(
          part.map(({ text }) => text),
          {
            onVectors: (indices, vectors) => onVectors(part, indices, vectors),
            signal,
            reportProgress: ({ phase, done, unit }) => reportProgress({ phase, done: from + done, total: work.length, unit }),
          },
        );
      }
    } finally {
      save();
      await opened.dispose();
    }
  }
  return { encoder, total, computed: work.length, skipped: 0, ms: nowMs() - startedMs, why: null };
}

/** What is read of each film that has a plot; the most rated first, so that an interrupted run has done what people meet. */
function plotTexts(store: DatasetStore, dataset: string): string[] {
  const films = new Map(store.films(dataset).map((film) => [film.id, film]));
  return store
    .allDetails(dataset)
    .flatMap(({ filmId, overview, tagline }) => {
      const film = films.get(filmId);
      const text = plotText(film?.title ?? '', overview, tagline);
      return text === null ? [] : [{ text, numRatings: film?.numRatings ?? 0 }];
    })
    .sort((a, b) => b.numRatings - a.numRatings)
    .map(({ text }) => text);
}
