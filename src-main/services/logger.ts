import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Logger } from '../core/base/logger.ts';

const MAX_LOG_BYTES = 5 * 1024 * 1024;

/** Values that never reach a log: ways in, and what a person told about themselves. */
const redacted = ['token', 'secret', 'cookie', 'session', 'name', 'profileName', 'query', 'text', 'age', 'gender', 'occupation'];

export interface FileLogger extends Logger {
  readonly file: string;
  flush(): void;
}

/** JSON lines in `logs/marquee.log` of the data folder; above 5 MiB the file is set aside as `marquee.1.log`. */
export function createFileLogger(dataDir: string, level: 'debug' | 'info' = 'info'): FileLogger {
  const folder = join(dataDir, 'logs');
  const file = join(folder, 'marquee.log');
  mkdirSync(folder, { recursive: true });
  if (sizeOf(file) > MAX_LOG_BYTES) renameSync(file, join(folder, 'marquee.1.log'));
  const destination = pino.destination({ dest: file, sync: true });
  const logger = pino(
    { level, base: null, redact: { paths: redacted.flatMap((key) => [key, `*.${key}`]), censor: '[kept private]' } },
    destination,
  );
  return {
    file,
    debug: (message, data) => logger.debug(data ?? {}, message),
    info: (message, data) => logger.info(data ?? {}, message),
    warn: (message, data) => logger.warn(data ?? {}, message),
    error: (message, data) => logger.error(data ?? {}, message),
    flush: () => destination.flushSync(),
  };
}

/** Warnings and errors as plain lines, for a terminal. */
export function createLineLogger(write: (line: string) => void, isVerbose = false): Logger {
  const line = (level: string, message: string, data?: Record<string, unknown>): void => {
    const kept = Object.entries(data ?? {}).filter(([key]) => !redacted.includes(key));
    write(`${level}: ${message}${kept.length === 0 ? '' : ` ${JSON.stringify(Object.fromEntries(kept))}`}\n`);
  };
  return {
    debug: (message, data) => void (isVerbose && line('debug', message, data)),
    info: (message, data) => void (isVerbose && line('info', message, data)),
    warn: (message, data) => line('warning', message, data),
    error: (message, data) => line('error', message, data),
  };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
