import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, type TensorProto } from '../../src-main/core/engine/onnx/generated/onnx_pb.ts';
import { symmetricEigen } from '../../src-main/core/engine/symmetricEigen.ts';
import { saveModel } from '../../src-main/core/storage/modelStore.ts';

// Writes models/word-pieces: the input table of all-MiniLM-L6-v2 (30,522 word pieces, 384 numbers each) on its 64 leading
// principal components, whitened by half (each component divided by the square root of its standard deviation, so that common
// directions do not drown the others), scaled to mean square 1, int8 with a scale a row; and the vocabulary.
// Run: node test/generate/wordPieceTable.ts [folder of the model]
const WIDTH = 64;
const folder = process.argv[2] ?? join(import.meta.dirname, '../../../shared/data/models/Xenova/all-MiniLM-L6-v2');
const model = fromBinary(ModelProtoSchema, readFileSync(join(folder, 'onnx/model_quantized.onnx')));
const initializers = new Map(model.graph!.initializer.map((tensor) => [tensor.name, tensor]));
const called = (suffix: string): TensorProto => {
  const found = [...initializers].find(([name]) => name.includes('word_embeddings') && name.endsWith(suffix));
  if (found === undefined) throw new Error(`no word_embeddings${suffix} among the initialisers`);
  return found[1];
};
const quantized = called('_q');
const rowScales = new Float32Array(new Uint8Array(called('_scale').rawData).buffer);
const [rows, columns] = quantized.dims.map(Number) as [number, number];
const vocabulary = Object.entries(
  (JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as { model: { vocab: Record<string, number> } }).model.vocab,
)
  .sort(([, a], [, b]) => a - b)
  .map(([piece]) => piece);
if (vocabulary.length !== rows) throw new Error(`${vocabulary.length} pieces, ${rows} rows`);

const table = new Float32Array(rows * columns);
const raw = new Int8Array(new Uint8Array(quantized.rawData).buffer);
for (let i = 0; i < table.length; i++) table[i] = raw[i]! * rowScales[Math.floor(i / columns)]!;
const isWord = (piece: string) => !/^\[.*\]$/.test(piece);
const mean = new Float64Array(columns);
const counted = vocabulary.flatMap((piece, id) => (isWord(piece) ? [id] : []));
for (const id of counted) for (let j = 0; j < columns; j++) mean[j]! += table[id * columns + j]! / counted.length;
const covariance = new Float64Array(columns * columns);
const centred = new Float64Array(columns);
for (const id of counted) {
  for (let j = 0; j < columns; j++) centred[j] = table[id * columns + j]! - mean[j]!;
  for (let j = 0; j < columns; j++) {
    const value = centred[j]! / counted.length;
    for (let k = 0; k < columns; k++) covariance[j * columns + k]! += value * centred[k]!;
  }
}
const { values, vectors } = symmetricEigen(covariance, columns);
const kept = values.slice(0, WIDTH).reduce((sum, value) => sum + value, 0) / values.reduce((sum, value) => sum + value, 0);

const reduced = new Float32Array(rows * WIDTH);
for (let id = 0; id < rows; id++) {
  for (let c = 0; c < WIDTH; c++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (table[id * columns + j]! - mean[j]!) * vectors[c * columns + j]!;
    reduced[id * WIDTH + c] = isWord(vocabulary[id]!) ? sum / values[c]! ** 0.25 : 0;
  }
}
const meanSquare = reduced.reduce((sum, value) => sum + value * value, 0) / (counted.length * WIDTH);
const scales = new Float32Array(rows);
const int8 = new Int8Array(rows * WIDTH);
for (let id = 0; id < rows; id++) {
  const row = reduced.subarray(id * WIDTH, (id + 1) * WIDTH);
  const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  scales[id] = largest / 127 / Math.sqrt(meanSquare);
  for (let c = 0; c < WIDTH; c++) int8[id * WIDTH + c] = largest === 0 ? 0 : Math.round((row[c]! / largest) * 127);
}
const text = new TextEncoder().encode(vocabulary.join('\n'));
const manifest = saveModel(
  join(import.meta.dirname, '../../models/word-pieces'),
  {
    name: 'word-pieces',
    hyperparameters: { width: WIDTH },
    seed: 1,
    data: {
      name: 'sentence-transformers/all-MiniLM-L6-v2, int8',
      sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
      users: 0,
      films: 0,
      ratings: 0,
      terms: 'Apache-2.0; vocabulary of bert-base-uncased, Apache-2.0.',
    },
    metrics: { varianceKept: Number(kept.toFixed(4)) },
    reliability: [],
    calibration: null,
    command: 'node test/generate/wordPieceTable.ts',
    trainedAt: '2026-11-21T00:00:00.000Z',
    fitMs: 0,
    notes: ['Input of the text encoder of the painters: a vector for every word piece.'],
  },
  {
    table: { dtype: 'int8', shape: [rows, WIDTH], data: int8 },
    scales: { dtype: 'float32', shape: [rows], data: scales },
    vocabulary: { dtype: 'uint8', shape: [text.length], data: text },
  },
);
console.log(`${rows} pieces, ${(100 * kept).toFixed(1)} % of the variance, ${manifest.sizeBytes} bytes`);
