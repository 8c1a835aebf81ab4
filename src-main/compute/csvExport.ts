import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../core/base/errors.ts';
import { type ExportFileName, exportFileNames, type ExportSink } from '../core/evaluation/exports.ts';

const BUFFER_CHARS = 1 << 20;

export interface CsvExport extends ExportSink {
  close(): void;
}

/** The rows behind an evaluation's figures as files of a folder, so that anyone can recompute them. */
export function createCsvExport(folder: string): CsvExport {
  const descriptors = new Map<ExportFileName, number>();
  const waiting = new Map<ExportFileName, string[]>();
  const sizes = new Map<ExportFileName, number>();
  try {
    mkdirSync(folder, { recursive: true });
    for (const file of exportFileNames) descriptors.set(file, openSync(join(folder, file), 'w'));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new DomainError('storage-failed', `The folder ${folder} cannot be written (${reason}); choose another for --export.`, {
      folder,
      reason,
    });
  }

  function write(file: ExportFileName): void {
    const lines = waiting.get(file);
    if (lines === undefined || lines.length === 0) return;
    writeSync(descriptors.get(file)!, lines.join(''));
    waiting.set(file, []);
    sizes.set(file, 0);
  }

  return {
    append(file, lines) {
      const held = waiting.get(file) ?? [];
      held.push(lines);
      waiting.set(file, held);
      const size = (sizes.get(file) ?? 0) + lines.length;
      sizes.set(file, size);
      if (size > BUFFER_CHARS) write(file);
    },
    flush() {
      for (const file of exportFileNames) write(file);
      return Promise.resolve();
    },
    close() {
      for (const file of exportFileNames) write(file);
      for (const descriptor of descriptors.values()) closeSync(descriptor);
    },
  };
}
