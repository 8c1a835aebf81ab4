import { DomainError } from '../core/base/errors.ts';
import type { Logger } from '../core/base/logger.ts';
import type { ComputeHandlers, ComputeRequest, HandlerContext, MethodName, ServerPort, WireError } from './computeContract.ts';

/** Answers calls on a port until the process ends. Each call has its own AbortSignal and its own stream of progress. */
export function serveCompute(port: ServerPort, handlers: ComputeHandlers, processId: number): void {
  const running = new Map<number, AbortController>();

  async function answer(callId: number, method: MethodName, input: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(callId, controller);
    try {
      // The method decides the type of its input, which the compiler cannot follow through the table.
      const handler = handlers[method] as (input: unknown, context: HandlerContext) => Promise<unknown>;
      if (typeof handler !== 'function') throw new DomainError('unsupported', `The compute process knows no method "${String(method)}".`);
      const output = await handler(input, {
        signal: controller.signal,
        reportProgress: (progress) => port.postMessage({ type: 'progress', callId, progress }),
        reportPoint: (point) => port.postMessage({ type: 'point', callId, point }),
        reportPreview: (preview) => port.postMessage({ type: 'preview', callId, preview }),
      });
      port.postMessage({ type: 'done', callId, output });
    } catch (error) {
      port.postMessage({ type: 'failed', callId, error: toWireError(error) });
    } finally {
      running.delete(callId);
    }
  }

  port.onMessage((message: ComputeRequest) => {
    if (message.type === 'call') void answer(message.callId, message.method, message.input);
    else running.get(message.callId)?.abort();
  });
  port.postMessage({ type: 'ready', processId });
}

/** A logger whose lines are written by the owner of the process, beside its own. */
export function createPortLogger(port: ServerPort): Logger {
  const at =
    (level: keyof Logger) =>
    (message: string, data: Record<string, unknown> = {}): void =>
      port.postMessage({ type: 'log', level, message, data });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export function toWireError(error: unknown): WireError {
  if (error instanceof DomainError) return { code: error.code, message: error.message, data: error.data, stack: null };
  if (error instanceof Error && error.name === 'AbortError') {
    return { code: 'cancelled', message: 'The work was cancelled; nothing was changed.', data: {}, stack: null };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal', message: 'The work failed because of a defect in Marquee; the log has the details.', data: {}, stack };
}
