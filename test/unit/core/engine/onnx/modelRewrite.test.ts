import { create, toBinary } from '@bufbuild/protobuf';
import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { constant, graph, input } from '../../../../../src-main/core/engine/graph.ts';
import {
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataLocation,
} from '../../../../../src-main/core/engine/onnx/generated/onnx_pb.ts';
import { keepOutputs, quantizeRows, storeWeights, type WeightPrecision } from '../../../../../src-main/core/engine/onnx/modelRewrite.ts';
import { readPlainModel } from '../../../../../src-main/core/engine/onnx/plainModel.ts';
import { writeOnnx } from '../../../../../src-main/core/engine/onnx/writer.ts';
import { matMul, relu } from '../../../../../src-main/core/engine/ops.ts';
import { openRuntime } from '../../../../../src-main/core/engine/session.ts';
import type { Tensor } from '../../../../../src-main/core/engine/tensor.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const rng = createRng(7, 'weights');
const normal = (shape: readonly number[]): Tensor => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => rng.normal()),
});
const x = input('x', 'float32', [2, 16]);
const first = constant(normal([16, 8]));
const second = constant(normal([8, 4]));
const hidden = relu(matMul(x, first));
const twoOutputs = () => readPlainModel(writeOnnx(graph('two', [x], { hidden, answer: matMul(hidden, second) })));
const given = normal([2, 16]);

async function answers(precision: WeightPrecision): Promise<{ hidden: Float32Array; bytes: number }> {
  const bytes = toBinary(ModelProtoSchema, storeWeights(keepOutputs(twoOutputs(), ['hidden']), precision));
  const loaded = await runtime.load(precision, bytes);
  try {
    expect([loaded.inputNames, loaded.outputNames]).toEqual([['x'], ['hidden']]);
    const outputs = await loaded.run({ x: given });
    expect(outputs['hidden']!.shape).toEqual([2, 8]);
    return { hidden: outputs['hidden']!.data as Float32Array, bytes: bytes.length };
  } finally {
    await loaded.dispose();
  }
}

describe('a model cut down to one output', () => {
  it('holds only what that output needs', () => {
    const cut = keepOutputs(twoOutputs(), ['hidden']).graph!;
    expect(cut.node.map(({ opType }) => opType)).toEqual(['MatMul', 'Relu']);
    expect(cut.initializer.map(({ dims }) => dims.map(Number))).toEqual([[16, 8]]);
    expect(() => keepOutputs(twoOutputs(), ['nothing'])).toThrow(/no outputs nothing/);
  });

  it('answers the same with coarser weights, to their precision, and is smaller', async () => {
    const exact = await answers('float32');
    const halves = await answers('float16');
    const bytes = await answers('int8');
    expect(exact.bytes - halves.bytes).toBeGreaterThan(100);
    exact.hidden.forEach((value, i) => {
      expect(halves.hidden[i]).toBeCloseTo(value, 2);
      expect(Math.abs(bytes.hidden[i]! - value)).toBeLessThan(0.2);
    });
    expect(halves.hidden).not.toEqual(exact.hidden);
  });
});

describe('rows as int8', () => {
  it('come back within half a scale, and zeros stay zeros', () => {
    const values = Float32Array.of(1, -2, 0.5, 0, 0, 0);
    const { data, scales } = quantizeRows(values, 2);
    expect([...scales]).toEqual([Math.fround(2 / 127), 0]);
    values.forEach((value, i) => expect(Math.abs(data[i]! * scales[Math.floor(i / 3)]! - value)).toBeLessThanOrEqual(1 / 127));
  });
});

describe('a model file of unknown origin', () => {
  const rejected = (change: (model: ReturnType<typeof twoOutputs>) => void): (() => unknown) => {
    const model = twoOutputs();
    change(model);
    return () => readPlainModel(toBinary(ModelProtoSchema, model));
  };

  it('is refused where its weights lie in other files', () => {
    const external = rejected(({ graph: hostile }) => {
      const weight = hostile!.initializer[0]!;
      weight.dataLocation = TensorProto_DataLocation.EXTERNAL;
      weight.externalData = [create(StringStringEntryProtoSchema, { key: 'location', value: '../../etc/passwd' })];
    });
    expect(external).toThrow(/lies in another file/);
  });

  it('is refused where it needs operators of its own', () => {
    expect(rejected(({ graph: hostile }) => void hostile!.node.push(create(NodeProtoSchema, { opType: 'Run', domain: 'evil' })))).toThrow(
      /operator Run of "evil"/,
    );
    expect(rejected((model) => void model.opsetImport.push(create(OperatorSetIdProtoSchema, { domain: 'evil', version: 1n })))).toThrow(
      /operators of "evil"/,
    );
  });

  it('is refused where it is no model at all', () => {
    expect(() => readPlainModel(Uint8Array.of(1, 2, 3))).toThrow(/no ONNX file/);
    expect(() => readPlainModel(new Uint8Array())).toThrow(/no graph/);
  });
});
