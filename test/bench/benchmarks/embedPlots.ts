import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { plotText } from '../../../src-main/core/embedding/plotText.ts';
import { openSentenceEncoder } from '../../../src-main/core/embedding/sentenceEncoder.ts';
import { hasSharedData, sharedData } from '../../helpers/sharedData.ts';
import type { Benchmark } from '../benchmark.ts';

/** Texts of one repetition, spread over the file. */
const TEXTS = 256;
const REPEATS = 5;

/** all-MiniLM-L6-v2: layers, width, and the inner width of its feed-forward part. */
const LAYERS = 6;
const WIDTH = 384;
const INNER = 1536;

export const embedPlots: Benchmark = {
  name: 'embed-plots',
  what: `${TEXTS} plot texts of films to 384 numbers each (a second of it is ${TEXTS} / seconds texts a second)`,
  skip: () => (hasSharedData ? null : `no plots at ${sharedData}`),
  async run({ runtime }) {
    const folder = join(sharedData, 'models/Xenova/all-MiniLM-L6-v2');
    const tokenizer = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as object;
    const encoder = await openSentenceEncoder({ tokenizer, model: readFileSync(join(folder, 'onnx/model_quantized.onnx')) }, runtime);
    const texts = plots();
    const samplesMs: number[] = [];
    let tokens = 0;
    try {
      for (let i = 0; i <= REPEATS; i++) {
        const start = performance.now();
        tokens = 0;
        await encoder.embed(texts, { onVectors: () => undefined, onTokens: (count) => void (tokens += count) });
        // The first run allocates.
        if (i > 0) samplesMs.push(performance.now() - start);
      }
    } finally {
      await encoder.dispose();
    }
    // Four products of the width and two of the feed-forward part per token; attention itself adds under five percent.
    return { samplesMs, flops: tokens * LAYERS * 2 * (4 * WIDTH * WIDTH + 2 * WIDTH * INNER), bytes: null };
  },
};

interface Line {
  readonly title: string;
  readonly overview: string | null;
  readonly tagline: string | null;
}

function plots(): string[] {
  const lines = gunzipSync(readFileSync(join(sharedData, 'plots.jsonl.gz')))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const texts = lines.flatMap(({ title, overview, tagline }) => plotText(title, overview, tagline) ?? []);
  const stride = Math.floor(texts.length / TEXTS);
  return Array.from({ length: TEXTS }, (_, i) => texts[i * stride]!);
}
