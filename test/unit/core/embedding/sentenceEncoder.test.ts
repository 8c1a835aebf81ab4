import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchesByLength, openSentenceEncoder, type SentenceEncoder } from '../../../../src-main/core/embedding/sentenceEncoder.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import { hasSharedData, needsSharedData, sharedData } from '../../../helpers/sharedData.ts';

describe('batches of texts', () => {
  it('go by length, within the budget, each text once', () => {
    const lengths = [5, 100, 7, 300, 6, 100, 90, 512];
    const batches = batchesByLength(lengths, 200);
    expect(batches.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
    for (const batch of batches) {
      const longest = Math.max(...batch.map((index) => lengths[index]!));
      expect(batch.length === 1 || batch.length * longest <= 200).toBe(true);
    }
    expect(batches[0]).toEqual([0, 4, 2]);
  });
});

describe.skipIf(!hasSharedData)(`sentence embeddings${needsSharedData}`, () => {
  const folder = join(sharedData, 'models/Xenova/all-MiniLM-L6-v2');
  const runtime = openRuntime('cpu', { threads: 2 });
  let encoder: SentenceEncoder;
  beforeAll(async () => {
    const tokenizer = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as object;
    encoder = await openSentenceEncoder({ tokenizer, model: readFileSync(join(folder, 'onnx/model_quantized.onnx')) }, runtime);
  });
  afterAll(async () => {
    await encoder?.dispose();
    await runtime.dispose();
  });

  async function embed(texts: readonly string[]): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    await encoder.embed(texts, { onVectors: (indices, made) => indices.forEach((index, i) => void (vectors[index] = made[i]!)) });
    return vectors;
  }
  const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

  it('tell paraphrases from strangers', async () => {
    const [heist, robbery, baking] = await embed([
      'A gang of thieves plans to rob a casino.',
      'A band of robbers prepares to steal from a casino.',
      'A grandmother teaches her grandson how to bake bread.',
    ]);
    expect(cosine(heist!, robbery!)).toBeGreaterThan(0.55);
    expect(cosine(heist!, baking!)).toBeLessThan(0.25);
    expect(cosine(heist!, heist!)).toBeCloseTo(1, 4);
  });

  it('do not depend on the texts beside them', async () => {
    const text = 'Two strangers meet on a train and agree to trade murders.';
    const [alone] = await embed([text]);
    const [among] = await embed([text, 'Dogs.', 'A storm, a lighthouse and two keepers who stop trusting each other while the sea rises.']);
    alone!.forEach((value, i) => expect(value).toBeCloseTo(among![i]!, 4));
  });

  it('read the first 128 tokens of a long text, and an empty one', async () => {
    const words = Array.from({ length: 200 }, () => 'ship').join(' ');
    const [long, longer, empty] = await embed([words, `${words} and then a completely different ending`, '']);
    expect(cosine(long!, longer!)).toBeCloseTo(1, 4);
    expect(empty!.every(Number.isFinite)).toBe(true);
  });

  it('stop when cancelled', async () => {
    const controller = new AbortController();
    const stopped = encoder.embed(
      Array.from({ length: 40 }, (_, i) => `Film number ${i} `.repeat(40)),
      {
        onVectors: () => controller.abort(),
        signal: controller.signal,
      },
    );
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});
