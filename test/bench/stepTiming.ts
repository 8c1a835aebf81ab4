import { createRng } from '../../src-main/core/base/rng.ts';
import { elementCount, type Graph, type Node } from '../../src-main/core/engine/graph.ts';
import { normal } from '../../src-main/core/engine/initializers.ts';
import type { Tensor } from '../../src-main/core/engine/tensor.ts';
import { openTrainer } from '../../src-main/core/engine/trainer.ts';
import type { TrainingStep } from '../../src-main/core/engine/trainingStep.ts';
import type { BenchContext, Measurement } from './benchmark.ts';

/** Times whole training steps on fixed random inputs; a run of several steps counts as so many samples of their mean. */
export async function timeSteps(
  { runtime }: BenchContext,
  step: TrainingStep,
  flops: number,
  { runs, warmup = 1 }: { readonly runs: number; readonly warmup?: number },
): Promise<Measurement> {
  const rng = createRng(1);
  const batch: Record<string, Tensor> = {};
  for (const value of step.graph.inputs) {
    if (value.source.kind !== 'input' || step.state.has(value.source.name) || value.source.name === 'learningRate') continue;
    batch[value.source.name] = { dtype: 'float32', shape: value.shape, data: normal(1)(value.shape, rng) };
  }
  const trainer = await openTrainer(runtime, step, step.initialState(rng));
  const samplesMs: number[] = [];
  for (let i = 0; i < warmup + runs; i++) {
    const start = performance.now();
    await trainer.run(batch, new Array<number>(step.stepsPerRun).fill(1e-4));
    if (i >= warmup) samplesMs.push((performance.now() - start) / step.stepsPerRun);
  }
  await trainer.dispose();
  return { samplesMs, flops, bytes: null };
}

/** Multiplications and additions of the products and convolutions of a graph; a training step needs three times those of its forward half. */
export const productFlops = (graph: Graph): number => graph.nodes.reduce((sum, node) => sum + nodeFlops(node), 0);

function nodeFlops(node: Node): number {
  const outputs = elementCount(node.outputs[0]!.shape);
  if (node.opType === 'MatMul') return 2 * outputs * node.inputs[0]!.shape.at(-1)!;
  if (node.opType === 'Conv') return 2 * outputs * elementCount(node.inputs[1]!.shape.slice(1));
  return 0;
}
