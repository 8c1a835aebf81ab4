import { DomainError } from '../base/errors.ts';
import { type CancelSignal, ignoreProgress, type ReportProgress, throwIfCancelled } from '../base/progress.ts';
import type { Tensor } from '../engine/tensor.ts';
import type { LoadedGraph, TensorRuntime } from '../engine/tensorRuntime.ts';
import { openTokenizer } from './transformers.ts';

/** Numbers of a text: the width of all-MiniLM-L6-v2. */
export const TEXT_FEATURES = 384;

/** As its authors trained it (sequences of 128): what stands after that is not read. */
const MAX_TOKENS = 128;
/** Texts that are turned into tokens at once: a tenth of a second's work. */
const WINDOW = 256;
/** Tokens of one batch with its padding: large enough to fill two cores, small enough to be cancelled at once. */
const BATCH_TOKENS = 512;

export interface SentenceEncoderFiles {
  /** Contents of tokenizer.json. */
  readonly tokenizer: object;
  /** The ONNX file: input_ids, attention_mask, token_type_ids -> last_hidden_state. */
  readonly model: Uint8Array;
}

export interface EmbedTextsOptions {
  /** Called after every batch with places in `texts` and their vectors, so that work done can be kept. */
  readonly onVectors: (indices: readonly number[], vectors: readonly Float32Array[]) => void | Promise<void>;
  /** Told how many tokens a batch held, without its padding. */
  readonly onTokens?: (count: number) => void;
  readonly signal?: CancelSignal;
  readonly reportProgress?: ReportProgress;
}

/** Sentence embeddings by all-MiniLM-L6-v2 (Reimers and Gurevych, "Sentence-BERT", EMNLP 2019; Wang et al., "MiniLM", NeurIPS 2020). */
export interface SentenceEncoder {
  /**
   * Vectors of length 1 with 384 numbers: means of the last hidden states over the tokens. Texts of like length go together, since
   * padding is computed like words; what a text gives does not depend on its neighbours.
   * @throws DomainError 'cancelled' within one batch
   */
  embed(texts: readonly string[], options: EmbedTextsOptions): Promise<void>;
  dispose(): Promise<void>;
}

/** @throws DomainError 'model-invalid' where the files are not those of such a model */
export async function openSentenceEncoder(files: SentenceEncoderFiles, runtime: TensorRuntime): Promise<SentenceEncoder> {
  const tokenizer = await openTokenizer(files.tokenizer);
  const model = await runtime.load('all-MiniLM-L6-v2', files.model);
  if (!model.inputNames.includes('input_ids') || !model.outputNames.includes('last_hidden_state')) {
    await model.dispose();
    throw new DomainError('model-invalid', 'This model reads no sentences; choose the folder of all-MiniLM-L6-v2.');
  }
  return {
    async embed(texts, { onVectors, onTokens, signal, reportProgress = ignoreProgress }) {
      const order = [...texts.keys()].sort((a, b) => texts[a]!.length - texts[b]!.length || a - b);
      let done = 0;
      for (let from = 0; from < order.length; from += WINDOW) {
        throwIfCancelled(signal);
        const window = order.slice(from, from + WINDOW);
        const tokens = window.map((index) => tokenizer.encode(texts[index]!, MAX_TOKENS));
        for (const batch of batchesByLength(tokens.map(({ length }) => length))) {
          throwIfCancelled(signal);
          const vectors = await meanVectors(
            model,
            batch.map((place) => tokens[place]!),
          );
          await onVectors(
            batch.map((place) => window[place]!),
            vectors,
          );
          onTokens?.(batch.reduce((sum, place) => sum + tokens[place]!.length, 0));
          done += batch.length;
          reportProgress({ phase: 'Reading plots', done, total: texts.length, unit: 'texts' });
        }
      }
    },
    dispose: () => model.dispose(),
  };
}

/** Places of texts, shortest first, in batches of at most BATCH_TOKENS with padding (or one text). */
export function batchesByLength(lengths: readonly number[], budget = BATCH_TOKENS): number[][] {
  const order = [...lengths.keys()].sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  const batches: number[][] = [];
  for (const index of order) {
    const open = batches.at(-1);
    if (open !== undefined && (open.length + 1) * lengths[index]! <= budget) open.push(index);
    else batches.push([index]);
  }
  return batches;
}

async function meanVectors(model: LoadedGraph, batch: readonly (readonly number[])[]): Promise<Float32Array[]> {
  const width = Math.max(...batch.map(({ length }) => length));
  const shape = [batch.length, width] as const;
  const ids = new BigInt64Array(batch.length * width);
  const mask = new BigInt64Array(batch.length * width);
  batch.forEach((tokens, row) => {
    tokens.forEach((token, column) => {
      ids[row * width + column] = BigInt(token);
      mask[row * width + column] = 1n;
    });
  });
  const int64 = (data: BigInt64Array): Tensor => ({ dtype: 'int64', shape, data });
  const inputs = { input_ids: int64(ids), attention_mask: int64(mask), token_type_ids: int64(new BigInt64Array(ids.length)) };
  const outputs = await model.run(inputs, ['last_hidden_state']);
  const states = outputs['last_hidden_state']!.data as Float32Array;
  return batch.map(({ length }, row) => unitMean(states, row * width, length));
}

/** Mean of `count` rows from row `first` on, scaled to length 1. */
function unitMean(states: Float32Array, first: number, count: number): Float32Array {
  const mean = new Float32Array(TEXT_FEATURES);
  for (let row = first; row < first + count; row++) for (let i = 0; i < TEXT_FEATURES; i++) mean[i]! += states[row * TEXT_FEATURES + i]!;
  const norm = Math.sqrt(mean.reduce((sum, value) => sum + value * value, 0));
  return mean.map((value) => value / norm);
}
