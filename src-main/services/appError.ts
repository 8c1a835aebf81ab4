import { ORPCError, ValidationError } from '@orpc/contract';
import { type AppErrorShape, type ErrorCode, errorCodes } from '../contract/errors.ts';
import { DomainError } from '../core/base/errors.ts';
import type { Logger } from '../core/base/logger.ts';

/** A fault of the compute process itself, carried as code `compute-ended`. */
export interface CodedError extends Error {
  readonly code: ErrorCode;
  readonly data: AppErrorShape['data'];
}

const knownCodes: ReadonlySet<string> = new Set(errorCodes);

/** The HTTP-like status that the contract library wants beside a code. */
const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  'invalid-input': 400,
  'not-found': 404,
  conflict: 409,
  cancelled: 499,
  'data-invalid': 422,
  unsupported: 501,
  'too-large': 413,
  'device-failed': 503,
  'model-invalid': 500,
  'storage-failed': 500,
  'storage-newer': 500,
  'storage-damaged': 500,
  'network-failed': 502,
  'compute-ended': 503,
  disconnected: 503,
  internal: 500,
};

/**
 * Any thrown value as what crosses the contract. A DomainError keeps its code and sentence; input that fails its schema is
 * `invalid-input` and names the first offending field; everything else is `internal`, with neither message nor path of the
 * original, which goes to the log alone.
 */
export function toAppError(error: unknown, logger: Logger): AppErrorShape {
  if (error instanceof DomainError) return { code: error.code, message: error.message, data: { ...error.data } };
  if (error instanceof ORPCError) return fromContractError(error, logger);
  if (isCodedError(error)) return { code: error.code, message: error.message, data: { ...error.data } };
  if (error instanceof Error && error.name === 'AbortError') return { code: 'cancelled', message: 'The call was cancelled.', data: {} };
  logger.error('A call failed with a defect.', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return {
    code: 'internal',
    message: 'Something went wrong inside Marquee; the log file in the data folder has the details.',
    data: {},
  };
}

/** The same error in the contract library's own class, which every transport carries. */
export function toContractError(error: unknown, logger: Logger): ORPCError<ErrorCode, AppErrorShape['data']> {
  const { code, message, data } = toAppError(error, logger);
  return new ORPCError(code, { status: statusOfCode[code], message, data });
}

function isCodedError(error: unknown): error is CodedError {
  return error instanceof Error && 'code' in error && 'data' in error && error.name === 'ComputeEndedError';
}

function fromContractError(error: ORPCError<string, unknown>, logger: Logger): AppErrorShape {
  if (knownCodes.has(error.code)) {
    return { code: error.code as ErrorCode, message: error.message, data: (error.data ?? {}) as AppErrorShape['data'] };
  }
  if (error.code === 'BAD_REQUEST') {
    const issue = error.cause instanceof ValidationError ? error.cause.issues[0] : undefined;
    const field = issue?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') ?? '';
    const why = issue?.message ?? 'it does not have the expected form';
    return {
      code: 'invalid-input',
      message: field === '' ? `The request is not valid: ${why}.` : `The request is not valid: "${field}": ${why}.`,
      data: field === '' ? {} : { field },
    };
  }
  return toAppError(new Error(`${error.code}: ${error.message}`, { cause: error.cause }), logger);
}
