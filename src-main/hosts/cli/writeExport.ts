import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../../core/base/errors.ts';
import type { CommandResult } from './command.ts';

export const writtenSchema = z.object({ path: z.string(), sizeBytes: z.number().int() });

/** Puts a file that came over the contract where the person named. @throws DomainError 'storage-failed' */
export function writeExport(file: { readonly base64: string }, to: string): CommandResult<z.input<typeof writtenSchema>> {
  const path = resolve(to);
  const bytes = Buffer.from(file.base64, 'base64');
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new DomainError('storage-failed', `The file ${path} cannot be written (${reason}); choose another.`, { path, reason });
  }
  return { json: { path, sizeBytes: bytes.length }, text: path };
}
