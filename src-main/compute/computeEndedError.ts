/** The compute process died while it worked for someone; the app itself goes on. Crosses the contract as `compute-ended`. */
export class ComputeEndedError extends Error {
  override readonly name = 'ComputeEndedError';
  readonly code = 'compute-ended';
  readonly data: Readonly<Record<string, string>>;

  constructor(reason: string) {
    super(`The part of Marquee that does heavy work stopped (${reason}); nothing was half-written, so start the job again.`);
    this.data = { reason };
  }
}
