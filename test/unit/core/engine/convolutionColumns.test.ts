import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { convolutionColumns, loweredForCpu } from '../../../../src-main/core/engine/convolutionColumns.ts';
import { convolutionWeightGradient } from '../../../../src-main/core/engine/convolutionGradients.ts';
import { graph, input, type Value } from '../../../../src-main/core/engine/graph.ts';
import { normal } from '../../../../src-main/core/engine/initializers.ts';
import { conv } from '../../../../src-main/core/engine/ops.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';

const attributes = { strides: [1, 1], pads: [1, 1, 1, 1] } as const;

async function outputs(inputs: readonly Value[], named: Readonly<Record<string, Value>>): Promise<Record<string, Tensor>> {
  const rng = createRng(3);
  const runtime = openRuntime('cpu');
  const compiled = await runtime.compile(graph('columns', inputs, named));
  const feeds = inputs.map((value) => {
    const { source, shape } = value;
    return [source.kind === 'input' ? source.name : '', { dtype: 'float32', shape, data: normal(1)(shape, rng) } as Tensor] as const;
  });
  const result = await compiled.run(Object.fromEntries(feeds));
  await compiled.dispose();
  await runtime.dispose();
  return result;
}

function largestDifference(a: Tensor, b: Tensor): number {
  return Math.max(...Array.from(a.data as Float32Array, (value, i) => Math.abs(value - (b.data as Float32Array)[i]!)));
}

describe('convolution as one product', () => {
  it.each([
    { height: 6, width: 4, kernel: 3, strides: [1, 1] as const },
    { height: 7, width: 5, kernel: 3, strides: [2, 2] as const },
    { height: 4, width: 4, kernel: 1, strides: [1, 1] as const },
  ])(
    'is what the runtime makes of Conv: $height x $width, window $kernel, stride $strides.0',
    async ({ height, width, kernel, strides }) => {
      const x = input('x', 'float32', [3, 5, height, width]);
      const weight = input('weight', 'float32', [7, 5, kernel, kernel]);
      const bias = input('bias', 'float32', [7]);
      const border = (kernel - 1) / 2;
      const asConv = conv(x, weight, { strides, pads: [border, border, border, border] }, bias);
      expect(asConv.source.kind).toBe('node');
      const lowered = asConv.source.kind === 'node' ? loweredForCpu(asConv.source.node) : null;
      expect(lowered).not.toBeNull();
      // A picture of more than 64 places keeps the runtime's own Conv.
      const tall = conv(input('tall', 'float32', [1, 5, 40, 40]), weight, { strides: [1, 1], pads: [0, 0, 0, 0] });
      expect(tall.source.kind === 'node' && loweredForCpu(tall.source.node)).toBeNull();
      const { product, columns } = await outputs([x, weight, bias], {
        product: lowered!,
        columns: convolutionColumns(
          x,
          { strides, pads: [border, border, border, border] },
          [kernel, kernel],
          [asConv.shape[2]!, asConv.shape[3]!],
        ),
      });
      const rng = createRng(3);
      const [xs, ws, bs] = [x, weight, bias].map(({ shape }) => normal(1)(shape, rng)) as [Float32Array, Float32Array, Float32Array];
      const expected = directConvolution(xs, x.shape, ws, weight.shape, bs, strides, border, asConv.shape);
      expect(columns!.shape).toEqual([3 * asConv.shape[2]! * asConv.shape[3]!, kernel * kernel * 5]);
      expect(largestDifference(product!, { dtype: 'float32', shape: asConv.shape, data: expected })).toBeLessThan(1e-4);
    },
  );

  it('gives the same weight gradient in one part and in several', async () => {
    const x = input('x', 'float32', [5, 4, 9, 10]);
    const g = input('g', 'float32', [5, 6, 9, 10]);
    const { whole, parts } = await outputs([x, g], {
      whole: convolutionWeightGradient(x, g, attributes, [6, 4, 3, 3]),
      parts: convolutionWeightGradient(x, g, attributes, [6, 4, 3, 3], 2 * 90 * 9 * 4),
    });
    expect(largestDifference(whole!, parts!)).toBeLessThan(1e-4);
  });
});

/** y[n, m, u, v] = bias[m] + sum over c, i, j of w[m, c, i, j] x[n, c, u s + i - p, v s + j - p], in double precision. */
function directConvolution(
  x: Float32Array,
  [, c, height, width]: readonly number[],
  w: Float32Array,
  [m, , kernel]: readonly number[],
  bias: Float32Array,
  [stride]: readonly number[],
  border: number,
  shape: readonly number[],
): Float32Array {
  const [n, , outHeight, outWidth] = shape as readonly [number, number, number, number];
  const y = new Float32Array(n * m! * outHeight * outWidth);
  let at = 0;
  for (let picture = 0; picture < n; picture++)
    for (let channel = 0; channel < m!; channel++)
      for (let u = 0; u < outHeight; u++)
        for (let v = 0; v < outWidth; v++) {
          let sum = bias[channel]!;
          for (let from = 0; from < c!; from++)
            for (let i = 0; i < kernel!; i++)
              for (let j = 0; j < kernel!; j++) {
                const [row, column] = [u * stride! + i - border, v * stride! + j - border];
                if (row < 0 || row >= height! || column < 0 || column >= width!) continue;
                sum +=
                  w[((channel * c! + from) * kernel! + i) * kernel! + j]! * x[((picture * c! + from) * height! + row) * width! + column]!;
              }
          y[at++] = sum;
        }
  return y;
}
