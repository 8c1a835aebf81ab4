/** Closes a switch over a union: adding a member without handling it fails the type check. */
export function assertNever(value: never, what: string): never {
  throw new Error(`internal: unhandled ${what} ${JSON.stringify(value)}`);
}

/** A fact that holds unless our own code is wrong; the message carries the offending numbers. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`internal: ${message}`);
}
