import type { Graph, NodeOf, OpAttributes, OpType } from '../../../src-main/core/engine/graph.ts';
import { type Array64, array64, at, build, forEachIndex, size, stridesOf, zeros } from './array64.ts';

/** Evaluates a loop's body on carried values; given by the interpreter, which knows the names around it. */
export type RunBody = (body: Graph, inputs: readonly Array64[]) => readonly Array64[];

type Kernel<T extends OpType> = (
  attributes: OpAttributes[T],
  inputs: readonly Array64[],
  node: NodeOf<T>,
  runBody: RunBody,
) => readonly Array64[];

const elementwise =
  (f: (x: number) => number) =>
  (_attributes: unknown, [x]: readonly Array64[]): readonly Array64[] => [{ shape: x!.shape, data: x!.data.map(f) }];

const combined =
  (f: (...operands: number[]) => number) =>
  (_attributes: unknown, inputs: readonly Array64[], node: { outputs: readonly { shape: readonly number[] }[] }): readonly Array64[] => [
    build(node.outputs[0]!.shape, (index) => f(...inputs.map((input) => at(input, index)))),
  ];

const reduced =
  (f: (values: number[]) => number) =>
  ({ axes, keepdims }: OpAttributes['ReduceSum'], [x]: readonly Array64[]): readonly Array64[] => {
    const gone = new Set(axes.map((axis) => normal(axis, x!.shape.length)));
    const kept = x!.shape.map((length, axis) => (gone.has(axis) ? 1 : length));
    const groups = Array.from({ length: size(kept) }, (): number[] => []);
    const strides = stridesOf(kept);
    forEachIndex(x!.shape, (index, flat) => {
      groups[index.reduce((sum, i, axis) => sum + (gone.has(axis) ? 0 : i * strides[axis]!), 0)]!.push(x!.data[flat]!);
    });
    return [array64(keepdims ? kept : x!.shape.filter((_, axis) => !gone.has(axis)), groups.map(f))];
  };

const normal = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis);
const truth = (condition: boolean) => (condition ? 1 : 0);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * erf by its Maclaurin series below 3 and by the continued fraction of erfc above (Abramowitz and Stegun 7.1.5, 7.1.14):
 * full double precision, which the usual five-term approximation (7.1.26) has not.
 */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z < 3) {
    let term = z;
    let total = z;
    for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(total) && n < 200; n++) {
      term *= (-z * z) / n;
      total += term / (2 * n + 1);
    }
    return Math.sign(x) * (2 / Math.sqrt(Math.PI)) * total;
  }
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / 2 / (z + fraction);
  return Math.sign(x) * (1 - Math.exp(-z * z) / (Math.sqrt(Math.PI) * (z + fraction)));
}

function scatter(x: Array64, indices: Array64, updates: Array64, isAdding: boolean): Array64 {
  const depth = indices.shape.at(-1)!;
  const slice = size(x.shape.slice(depth));
  const strides = stridesOf(x.shape);
  const result = { shape: x.shape, data: x.data.slice() };
  for (let row = 0; row < size(indices.shape.slice(0, -1)); row++) {
    const start = sum(Array.from({ length: depth }, (_, d) => normal(indices.data[row * depth + d]!, x.shape[d]!) * strides[d]!));
    for (let i = 0; i < slice; i++) {
      const value = updates.data[row * slice + i]!;
      result.data[start + i] = isAdding ? result.data[start + i]! + value : value;
    }
  }
  return result;
}

/** y[n, m, u, v] = bias[m] + sum over c, i, j of w[m, c, i, j] x[n, c, u s + i - p, v s + j - p] */
function convolve(
  x: Array64,
  w: Array64,
  bias: Array64 | undefined,
  { strides, pads }: OpAttributes['Conv'],
  shape: readonly number[],
): Array64 {
  const [, channels, kh, kw] = w.shape as [number, number, number, number];
  return build(shape, ([n, m, u, v]) => {
    let total = bias?.data[m!] ?? 0;
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < kh; i++)
        for (let j = 0; j < kw; j++) {
          const row = u! * strides[0] + i - pads[0];
          const column = v! * strides[1] + j - pads[1];
          if (row < 0 || column < 0 || row >= x.shape[2]! || column >= x.shape[3]!) continue;
          total += at(w, [m!, c, i, j]) * x.data[((n! * x.shape[1]! + c) * x.shape[2]! + row) * x.shape[3]! + column]!;
        }
    return total;
  });
}

/** Softmax without overflow: e^(x - largest), and its sums along the axis. */
function softmaxParts(axis: number, x: Array64): { largest: Array64; powers: Array64; totals: Array64 } {
  const reduction = { axes: [axis], keepdims: true };
  const [largest] = reduced((values) => Math.max(...values))(reduction, [x]);
  const powers = build(x.shape, (index) => Math.exp(at(x, index) - at(largest!, index)));
  const [totals] = reduced(sum)(reduction, [powers]);
  return { largest: largest!, powers, totals: totals! };
}

/** The definition of each operator in double precision, written for clarity alone: the oracle of every other way to compute it. */
export const kernels: { readonly [T in OpType]: Kernel<T> } = {
  Abs: elementwise(Math.abs),
  Add: combined((a, b) => a! + b!),
  AveragePool: ({ factor }, [x], node) => [
    build(node.outputs[0]!.shape, ([n, c, u, v]) => {
      const tile = Array.from({ length: factor ** 2 }, (_, t) =>
        at(x!, [n!, c!, u! * factor + Math.floor(t / factor), v! * factor + (t % factor)]),
      );
      return sum(tile) / factor ** 2;
    }),
  ],
  Cast: ({ to }, [x]) => [
    to === 'bool'
      ? { shape: x!.shape, data: x!.data.map((v) => truth(v !== 0)) }
      : to.startsWith('float')
        ? x!
        : { shape: x!.shape, data: x!.data.map(Math.trunc) },
  ],
  Concat: ({ axis }, inputs, node) => {
    const along = normal(axis, node.outputs[0]!.shape.length);
    return [
      build(node.outputs[0]!.shape, (index) => {
        let place = index[along]!;
        let part = 0;
        while (place >= inputs[part]!.shape[along]!) place -= inputs[part++]!.shape[along]!;
        return at(inputs[part]!, index.with(along, place));
      }),
    ];
  },
  ConstantOfShape: ({ shape, value }) => [build(shape, () => value)],
  Conv: (attributes, [x, w, bias], node) => [convolve(x!, w!, bias, attributes, node.outputs[0]!.shape)],
  ConvTranspose: ({ strides, pads }, [x, w], node) => {
    const result = zeros(node.outputs[0]!.shape);
    const [, channels, kh, kw] = w!.shape as [number, number, number, number];
    const [, , height, width] = result.shape as [number, number, number, number];
    forEachIndex(x!.shape, ([n, m, u, v], flat) => {
      for (let c = 0; c < channels; c++)
        for (let i = 0; i < kh; i++)
          for (let j = 0; j < kw; j++) {
            const row = u! * strides[0] + i - pads[0];
            const column = v! * strides[1] + j - pads[1];
            if (row < 0 || column < 0 || row >= height || column >= width) continue;
            const target = ((n! * channels + c) * height + row) * width + column;
            result.data[target] = result.data[target]! + x!.data[flat]! * at(w!, [m!, c, i, j]);
          }
    });
    return [result];
  },
  Cos: elementwise(Math.cos),
  Div: combined((a, b) => a! / b!),
  Equal: combined((a, b) => truth(a === b)),
  Erf: elementwise(erf),
  Exp: elementwise(Math.exp),
  Expand: ({ shape }, [x]) => [build(shape, (index) => at(x!, index))],
  Gather: ({ axis }, [x, indices], node) => {
    const along = normal(axis, x!.shape.length);
    const depth = indices!.shape.length;
    return [
      build(node.outputs[0]!.shape, (index) => {
        const row = normal(at(indices!, index.slice(along, along + depth)), x!.shape[along]!);
        return at(x!, [...index.slice(0, along), row, ...index.slice(along + depth)]);
      }),
    ];
  },
  GatherElements: ({ axis }, [x, indices]) => {
    const along = normal(axis, x!.shape.length);
    return [build(indices!.shape, (index) => at(x!, index.with(along, at(indices!, index))))];
  },
  GatherND: (_attributes, [x, indices], node) => {
    const depth = indices!.shape.at(-1)!;
    const lead = indices!.shape.length - 1;
    return [
      build(node.outputs[0]!.shape, (index) => {
        const place = Array.from({ length: depth }, (_, d) => at(indices!, [...index.slice(0, lead), d]));
        return at(x!, [...place, ...index.slice(lead)]);
      }),
    ];
  },
  Greater: combined((a, b) => truth(a! > b!)),
  Identity: (_attributes, [x]) => [x!],
  Less: combined((a, b) => truth(a! < b!)),
  Log: elementwise(Math.log),
  LayerNormalization: ({ epsilon }, [x], node) => {
    const width = x!.shape.at(-1)!;
    const means = zeros(node.outputs[1]!.shape);
    const inverses = zeros(node.outputs[2]!.shape);
    for (let row = 0; row < means.data.length; row++) {
      const values = Array.from(x!.data.subarray(row * width, (row + 1) * width));
      means.data[row] = sum(values) / width;
      inverses.data[row] = 1 / Math.sqrt(sum(values.map((value) => (value - means.data[row]!) ** 2)) / width + epsilon);
    }
    const standardized = x!.data.map((value, i) => (value - means.data[Math.floor(i / width)]!) * inverses.data[Math.floor(i / width)]!);
    return [array64(x!.shape, standardized), means, inverses];
  },
  LogSoftmax: ({ axis }, [x]) => {
    const { largest, totals } = softmaxParts(axis, x!);
    return [build(x!.shape, (index) => at(x!, index) - at(largest, index) - Math.log(at(totals, index)))];
  },
  Loop: ({ tripCount, body }, inputs, _node, runBody) => {
    let carried = inputs;
    for (let i = 0; i < tripCount; i++) carried = runBody(body, [array64([], [i]), array64([], [1]), ...carried]).slice(1);
    return carried;
  },
  MatMul: (_attributes, [a, b], node) => [
    build(node.outputs[0]!.shape, (index) => {
      const batch = index.slice(0, -2);
      const [i, j] = [index.at(-2)!, index.at(-1)!];
      let total = 0;
      for (let k = 0; k < a!.shape.at(-1)!; k++) total += at(a!, [...batch, i, k]) * at(b!, [...batch, k, j]);
      return total;
    }),
  ],
  Max: combined(Math.max),
  Min: combined(Math.min),
  Mul: combined((a, b) => a! * b!),
  Neg: elementwise((x) => -x),
  Not: elementwise((x) => truth(x === 0)),
  Pad: ({ pads, value }, [x], node) => [
    build(node.outputs[0]!.shape, (index) => {
      const place = index.map((i, axis) => i - pads[axis]!);
      return place.every((i, axis) => i >= 0 && i < x!.shape[axis]!) ? at(x!, place) : value;
    }),
  ],
  Pow: combined((a, b) => a! ** b!),
  Reciprocal: elementwise((x) => 1 / x),
  ReduceMax: reduced((values) => Math.max(...values)),
  ReduceMean: reduced((values) => sum(values) / values.length),
  ReduceSum: reduced(sum),
  Relu: elementwise((x) => Math.max(x, 0)),
  Reshape: ({ shape }, [x]) => [{ shape, data: x!.data }],
  Resize: ({ factor }, [x], node) => [
    build(node.outputs[0]!.shape, ([n, c, u, v]) => at(x!, [n!, c!, Math.floor(u! / factor), Math.floor(v! / factor)])),
  ],
  ScatterElements: ({ axis, reduction }, [x, indices, updates]) => {
    const along = normal(axis, x!.shape.length);
    const strides = stridesOf(x!.shape);
    const result = { shape: x!.shape, data: x!.data.slice() };
    forEachIndex(indices!.shape, (index, flat) => {
      const place = sum(index.with(along, indices!.data[flat]!).map((i, a) => i * strides[a]!));
      result.data[place] = updates!.data[flat]! + (reduction === 'add' ? result.data[place]! : 0);
    });
    return [result];
  },
  ScatterND: ({ reduction }, [x, indices, updates]) => [scatter(x!, indices!, updates!, reduction === 'add')],
  Sigmoid: elementwise(sigmoid),
  Sin: elementwise(Math.sin),
  Slice: ({ axes, starts, steps }, [x], node) => {
    const first = x!.shape.map(() => 0);
    const step = x!.shape.map(() => 1);
    axes.forEach((axis, i) => {
      const along = normal(axis, first.length);
      first[along] = Math.min(x!.shape[along]!, Math.max(0, normal(starts[i]!, x!.shape[along]!)));
      step[along] = steps[i]!;
    });
    return [
      build(node.outputs[0]!.shape, (index) =>
        at(
          x!,
          index.map((i, axis) => first[axis]! + i * step[axis]!),
        ),
      ),
    ];
  },
  Softmax: ({ axis }, [x]) => {
    const { powers, totals } = softmaxParts(axis, x!);
    return [build(x!.shape, (index) => at(powers, index) / at(totals, index))];
  },
  Softplus: elementwise((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  Sqrt: elementwise(Math.sqrt),
  Sub: combined((a, b) => a! - b!),
  Tanh: elementwise(Math.tanh),
  TopK: ({ axis, k, largest }, [x], node) => {
    const along = normal(axis, x!.shape.length);
    const shape = node.outputs[0]!.shape;
    const orderAt = (index: readonly number[]) =>
      Array.from({ length: x!.shape[along]! }, (_, i) => i)
        .sort((i, j) => (at(x!, index.with(along, i)) - at(x!, index.with(along, j))) * (largest ? -1 : 1) || i - j)
        .slice(0, k);
    const places = build(shape, (index) => orderAt(index)[index[along]!]!);
    return [build(shape, (index) => at(x!, index.with(along, at(places, index)))), places];
  },
  Transpose: ({ perm }, [x], node) => [
    build(node.outputs[0]!.shape, (index) => {
      const place = new Array<number>(index.length);
      perm.forEach((axis, i) => {
        place[axis] = index[i]!;
      });
      return at(x!, place);
    }),
  ],
  Where: combined((condition, a, b) => (condition ? a! : b!)),
};
