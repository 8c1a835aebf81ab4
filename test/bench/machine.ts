import { cpus } from 'node:os';
import { graph, input } from '../../src-main/core/engine/graph.ts';
import { loop, matMul, reduceSum } from '../../src-main/core/engine/ops.ts';
import { createRng } from '../../src-main/core/base/rng.ts';
import type { Tensor } from '../../src-main/core/engine/tensor.ts';
import type { TensorRuntime } from '../../src-main/core/engine/tensorRuntime.ts';

/** The machine's own limits, measured in the same run as what is set beside them. */
export interface Machine {
  /** fp32 product of 1024^3: the best of a plain one and of 50 in one Loop. */
  readonly gemmGflops: number;
  /** Sequential read of 512 MiB by all threads of the runtime. */
  readonly readGBs: number;
  readonly cores: number;
  readonly device: string;
}

const SIZE = 1024;
const LOOP_STEPS = 50;

export async function measureMachine(runtime: TensorRuntime): Promise<Machine> {
  const plain = await plainRate(runtime);
  const looped = await loopRate(runtime);
  return { gemmGflops: Math.max(plain, looped), readGBs: await readRate(runtime), cores: cpus().length, device: runtime.device };
}

async function plainRate(runtime: TensorRuntime): Promise<number> {
  const a = input('a', 'float32', [SIZE, SIZE]);
  const b = input('b', 'float32', [SIZE, SIZE]);
  const best = await bestMs(runtime, graph('plain', [a, b], { sum: reduceSum(matMul(a, b), [0, 1]) }), { a: noise(), b: noise() }, 20);
  return (2 * SIZE ** 3) / (best * 1e6);
}

async function loopRate(runtime: TensorRuntime): Promise<number> {
  const a = input('a', 'float32', [SIZE, SIZE]);
  const b = input('b', 'float32', [SIZE, SIZE]);
  const [last] = loop(LOOP_STEPS, [a], (_step, [x]) => [matMul(x!, b)]);
  const best = await bestMs(runtime, graph('looped', [a, b], { sum: reduceSum(last!, [0, 1]) }), { a: noise(), b: noise() }, 4);
  return (LOOP_STEPS * 2 * SIZE ** 3) / (best * 1e6);
}

async function readRate(runtime: TensorRuntime): Promise<number> {
  const shape = [64, 2 * 1024 * 1024];
  const x = input('x', 'float32', shape);
  const data: Tensor = { dtype: 'float32', shape, data: new Float32Array(shape[0]! * shape[1]!).fill(1) };
  const best = await bestMs(runtime, graph('read', [x], { sums: reduceSum(x, [1]) }), { x: data }, 8);
  return data.data.byteLength / (best * 1e6);
}

async function bestMs(
  runtime: TensorRuntime,
  source: Parameters<TensorRuntime['compile']>[0],
  inputs: Record<string, Tensor>,
  repeats: number,
): Promise<number> {
  const compiled = await runtime.compile(source);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    await compiled.run(inputs);
    best = Math.min(best, performance.now() - start);
  }
  await compiled.dispose();
  return best;
}

/** Entries of variance 1 / SIZE: repeated products neither overflow nor fade into slow subnormal numbers. */
function noise(): Tensor {
  const rng = createRng(1, 'gemm');
  return { dtype: 'float32', shape: [SIZE, SIZE], data: Float32Array.from({ length: SIZE * SIZE }, () => rng.normal() / Math.sqrt(SIZE)) };
}
