import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { graph, input } from '../../src-main/core/engine/graph.ts';
import { writeOnnx } from '../../src-main/core/engine/onnx/writer.ts';
import { mul } from '../../src-main/core/engine/ops.ts';

/** A folder in the layout of a sentence encoder, with a plain ONNX file that reads no sentences. @returns the folder */
export function writeTinyEncoder(folder: string): string {
  const x = input('x', 'float32', [2]);
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeFileSync(join(folder, 'onnx/model_quantized.onnx'), writeOnnx(graph('tiny', [x], { y: mul(x, 2) })));
  writeFileSync(join(folder, 'tokenizer.json'), '{}');
  return folder;
}
