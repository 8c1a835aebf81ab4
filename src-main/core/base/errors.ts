/**
 * Faults that a person can act on. Anything else that is thrown is a defect and crosses the contract as `internal`.
 * The message is one sentence that says what happened, why, and what to do.
 */
export const domainErrorCodes = [
  'invalid-input',
  'not-found',
  'conflict',
  'cancelled',
  'data-invalid',
  'unsupported',
  'too-large',
  'device-failed',
  'model-invalid',
  'storage-failed',
  'storage-newer',
  'storage-damaged',
  'network-failed',
] as const;

export type DomainErrorCode = (typeof domainErrorCodes)[number];

export type ErrorData = Readonly<Record<string, string | number | boolean | null>>;

export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: DomainErrorCode;
  readonly data: ErrorData;

  constructor(code: DomainErrorCode, message: string, data: ErrorData = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.data = data;
  }
}
