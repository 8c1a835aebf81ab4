import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../base/errors.ts';
import { readPlainModel } from '../engine/onnx/plainModel.ts';
import { writeFileAtomically } from './files.ts';

const MAX_CARD_BYTES = 1024 * 1024;
const MAX_MODEL_BYTES = 512 * 1024 * 1024;
const FILE = 'model.onnx';

const onnxCardSchema = z.object({
  schema: z.literal(1),
  name: z.string().min(1).max(64),
  /** One plain sentence: what it does. */
  summary: z.string(),
  citation: z.string(),
  /** Terms in one sentence; the whole text lies beside the card where there is one. */
  licence: z.string(),
  /** What it was made from: a trained file of others with its hash, or data. */
  source: z.string(),
  metrics: z.record(z.string(), z.number()),
  /** What makes the same file again. */
  command: z.string(),
  notes: z.array(z.string()),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.number().int().positive(),
});
export type OnnxCard = z.infer<typeof onnxCardSchema>;

/** What its maker knows; the store adds the rest. */
export type OnnxCardFields = Omit<OnnxCard, 'schema' | 'sha256' | 'sizeBytes'>;

/** Writes `model.onnx`, then the `card.json` that has its hash; a folder with a fitting pair is whole. */
export function saveOnnx(directory: string, card: OnnxCardFields, bytes: Uint8Array): OnnxCard {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const whole = onnxCardSchema.parse({ schema: 1, ...card, sha256, sizeBytes: bytes.length });
  mkdirSync(directory, { recursive: true });
  writeFileAtomically(join(directory, FILE), [bytes]);
  writeFileAtomically(join(directory, 'card.json'), [Buffer.from(`${JSON.stringify(whole, null, 2)}\n`)]);
  return whole;
}

/** Reads a model and checks size, SHA-256 and that it is plain ONNX. @throws DomainError 'not-found' or 'model-invalid' */
export function loadOnnx(directory: string): { readonly card: OnnxCard; readonly bytes: Uint8Array } {
  const card = readOnnxCard(directory);
  const path = join(directory, FILE);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? -1;
  if (size !== card.sizeBytes || size > MAX_MODEL_BYTES) throw invalid(directory, `${FILE} has ${size} bytes instead of ${card.sizeBytes}`);
  const bytes = new Uint8Array(readFileSync(path));
  if (createHash('sha256').update(bytes).digest('hex') !== card.sha256) throw invalid(directory, `the checksum of ${FILE} is wrong`);
  readPlainModel(bytes);
  return { card, bytes };
}

/** @throws DomainError 'not-found' or 'model-invalid' */
export function readOnnxCard(directory: string): OnnxCard {
  const path = join(directory, 'card.json');
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined)
    throw new DomainError('not-found', `There is no model in ${directory}. Install Marquee again, or choose another folder.`, {
      directory,
    });
  if (size > MAX_CARD_BYTES) throw invalid(directory, 'its card is too large');
  try {
    return onnxCardSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw invalid(directory, 'its card is damaged', cause);
  }
}

const invalid = (directory: string, why: string, cause?: unknown): DomainError =>
  new DomainError('model-invalid', `The model in ${directory} cannot be used: ${why}. Install it anew.`, { directory, why }, { cause });
