import type { Clock } from '../../base/clock.ts';
import { type CancelSignal, type ReportProgress, throwIfCancelled } from '../../base/progress.ts';
import { readLines } from '../../data/lineReader.ts';
import type { SkipLog } from '../../data/skipLog.ts';
import type { ByteSource } from './byteSource.ts';
import { createProgressMeter } from './progressMeter.ts';

export interface ReadContext {
  readonly clock: Clock;
  readonly signal?: CancelSignal | undefined;
  readonly reportProgress: ReportProgress;
}

/** Reads sources one after the other, watching for a cancel and telling how far it is. */
export interface SourceReader {
  readonly skips: SkipLog;
  begin(phase: string, source: ByteSource): void;
  /** The bytes of a source, counted. @throws DomainError 'cancelled' within one chunk. */
  bytes(source: ByteSource): AsyncGenerator<Uint8Array>;
  /** Tells how many rows have come out of the present phase. */
  advance(rows: number): void;
  /** Hands over each line that is not empty; what `take` answers is why the line was skipped, null where it was not. */
  eachLine(source: ByteSource, phase: string, hasHeader: boolean, take: (line: string) => string | null): Promise<void>;
}

export function createSourceReader(sources: readonly ByteSource[], skips: SkipLog, context: ReadContext): SourceReader {
  const meter = createProgressMeter(
    sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    context.clock,
    context.reportProgress,
  );
  let bytesRead = 0;

  const reader: SourceReader = {
    skips,
    begin: (phase, source) => meter.phase(phase, source.sizeBytes),
    async *bytes(source) {
      for await (const chunk of source.open()) {
        throwIfCancelled(context.signal);
        bytesRead += chunk.length;
        yield chunk;
      }
    },
    advance(rows) {
      meter.advance(bytesRead, rows);
      throwIfCancelled(context.signal);
    },
    async eachLine(source, phase, hasHeader, take) {
      reader.begin(phase, source);
      let rows = 0;
      for await (const lines of readLines(reader.bytes(source))) {
        for (const { number, text } of lines) {
          if (text === '' || (hasHeader && number === 1)) continue;
          const why = text === null ? 'the line is too long' : take(text);
          if (why === null) rows++;
          else skips.skip(source.name, number, why);
        }
        reader.advance(rows);
      }
    },
  };
  return reader;
}
