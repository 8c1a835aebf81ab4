import { ORPCError } from '@orpc/client';
import { type AppErrorShape, appErrorSchema } from '../../src-main/contract/errors.ts';

/** Thrown by the client itself while nothing is at the other end. */
export class DisconnectedError extends Error {
  override readonly name = 'DisconnectedError';
}

/** What any failed call means to a person: the contract's own error, or what is known without one. */
export function toAppError(error: unknown): AppErrorShape {
  if (error instanceof ORPCError) {
    const parsed = appErrorSchema.safeParse({ code: error.code, message: error.message, data: error.data ?? {} });
    if (parsed.success) return parsed.data;
  }
  if (error instanceof Error && error.name === 'AbortError') return { code: 'cancelled', message: 'The call was cancelled.', data: {} };
  if (error instanceof DisconnectedError || isClosedConnection(error)) {
    return {
      code: 'disconnected',
      message: 'What you asked for was not done: Marquee may have been closed. Start it again, and this page goes on.',
      data: {},
    };
  }
  return { code: 'internal', message: 'Something went wrong inside Marquee. The log file in the data folder has the details.', data: {} };
}

/** The library closes waiting calls with an AbortError or a plain Error when the wire is cut. */
function isClosedConnection(error: unknown): boolean {
  return error instanceof Error && /not open|closed|disconnected/i.test(error.message);
}
