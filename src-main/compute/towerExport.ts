import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DomainError } from '../core/base/errors.ts';
import { tensorData } from '../core/recommenders/modelTensors.ts';
import { exportTowers } from '../core/recommenders/twoTower/exportTowers.ts';
import { writeFileAtomically } from '../core/storage/files.ts';
import { loadModel } from '../core/storage/modelStore.ts';

export interface ExportTowersInput {
  /** Folder of a two-tower model. */
  readonly model: string;
  readonly folder: string;
}

export interface ExportTowersOutput {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** Writes both towers of a model as `query-tower.onnx` and `candidate-tower.onnx`. @throws DomainError 'not-found', 'model-invalid', 'invalid-input' */
export function exportTowersOf({ model, folder }: ExportTowersInput): ExportTowersOutput {
  const { manifest, tensors } = loadModel(model);
  if (manifest.name !== 'two-tower')
    throw new DomainError('invalid-input', `${model} is a model called ${manifest.name}, which has no towers. Name a two-tower model.`);
  const numItems = tensorData(tensors, 'itemIds', 'int32', [null]).length;
  const { query, candidate } = exportTowers(numItems, manifest.hyperparameters, tensors);
  const out = resolve(folder);
  mkdirSync(out, { recursive: true });
  const files = [
    { path: join(out, 'query-tower.onnx'), content: query },
    { path: join(out, 'candidate-tower.onnx'), content: candidate },
  ];
  for (const { path, content } of files) writeFileAtomically(path, [content]);
  return { files: files.map(({ path, content }) => ({ path, bytes: content.length })) };
}
