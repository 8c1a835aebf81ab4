import { DomainError, type DomainErrorCode, domainErrorCodes } from '../core/base/errors.ts';
import type { Logger } from '../core/base/logger.ts';
import { type ReportProgress, throwIfCancelled } from '../core/base/progress.ts';
import { ComputeEndedError } from './computeEndedError.ts';
import type { CurvePoint } from './runMethods.ts';
import type {
  ComputeProcess,
  ComputeReply,
  MethodInput,
  MethodName,
  MethodOutput,
  PicturePreview,
  SpawnCompute,
  WireError,
} from './computeContract.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly reportProgress?: ReportProgress;
  readonly reportPoint?: (point: CurvePoint) => void;
  readonly reportPreview?: (preview: PicturePreview) => void;
}

export interface ComputeClient {
  /** @throws DomainError of the method, or ComputeEndedError when the process dies meanwhile. */
  call<M extends MethodName>(method: M, input: MethodInput<M>, options?: CallOptions): Promise<MethodOutput<M>>;
  /** Process id of the present process, null while none runs. */
  processId(): number | null;
  close(): void;
}

export interface ComputeClientOptions {
  readonly spawn: SpawnCompute;
  readonly logger: Logger;
  /** How long a cancelled call may take to stop by itself before its process is ended. Milliseconds. */
  readonly cancelGraceMs?: number;
  /** Waits between restarts after repeated deaths, the last one repeating. Milliseconds; below three seconds in all. */
  readonly restartDelaysMs?: readonly number[];
}

interface Pending {
  readonly method: MethodName;
  readonly reportProgress: ReportProgress | undefined;
  readonly reportPoint: ((point: CurvePoint) => void) | undefined;
  readonly reportPreview: ((preview: PicturePreview) => void) | undefined;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Running {
  readonly process: ComputeProcess;
  readonly pending: Map<number, Pending>;
  /** Cancelled calls that have not stopped yet, and that nobody waits for any more. */
  readonly abandoned: Set<number>;
  processId: number | null;
}

/**
 * Calls into the compute process. It is started with the first call; when it dies every pending call fails with code
 * `compute-ended` and the reason, and a new one is started at once. A loop deep in native code hears no message, so a call
 * that does not stop within the grace after its cancellation costs its process, as soon as no other call needs that; all it
 * writes is crash-safe.
 */
export function createComputeClient(options: ComputeClientOptions): ComputeClient {
  const { spawn, logger, cancelGraceMs = 700, restartDelaysMs = [0, 250, 1000, 2000] } = options;
  let running: Running | null = null;
  let restartTimer: NodeJS.Timeout | null = null;
  let deathsInARow = 0;
  let nextCallId = 1;
  let isClosed = false;

  function start(): Running {
    const started: Running = { process: spawn(), pending: new Map(), abandoned: new Set(), processId: null };
    running = started;
    started.process.onMessage((message) => receive(started, message));
    started.process.onExit((reason) => ended(started, reason));
    return started;
  }

  function receive(from: Running, message: ComputeReply): void {
    if (message.type === 'ready') {
      from.processId = message.processId;
      return;
    }
    if (message.type === 'log') {
      logger[message.level](message.message, message.data);
      return;
    }
    const pending = from.pending.get(message.callId);
    if (pending === undefined) {
      if (message.type === 'done' || message.type === 'failed') from.abandoned.delete(message.callId);
      return;
    }
    if (message.type === 'progress') {
      pending.reportProgress?.(message.progress);
      return;
    }
    if (message.type === 'point') {
      pending.reportPoint?.(message.point);
      return;
    }
    if (message.type === 'preview') {
      pending.reportPreview?.(message.preview);
      return;
    }
    from.pending.delete(message.callId);
    deathsInARow = 0;
    if (message.type === 'done') pending.resolve(message.output);
    else {
      if (message.error.stack !== null)
        logger.error('A compute call failed with a defect.', { method: pending.method, error: message.error.stack });
      pending.reject(fromWireError(message.error));
    }
    endIfAbandoned(from);
  }

  /** A process in which nothing runs but what nobody waits for. While it starts, it hears of the cancellation before it begins. */
  function endIfAbandoned(which: Running): void {
    if (which.pending.size > 0 || which.abandoned.size === 0 || which.processId === null) return;
    if (running === which) running = null;
    which.process.kill();
  }

  function ended(which: Running, reason: string): void {
    const wasCurrent = running === which;
    if (wasCurrent) running = null;
    for (const pending of which.pending.values()) pending.reject(new ComputeEndedError(reason));
    which.pending.clear();
    if (isClosed || !wasCurrent) return;
    logger.warn('The compute process ended and is started again.', { reason });
    const delay = restartDelaysMs[Math.min(deathsInARow, restartDelaysMs.length - 1)] ?? 0;
    deathsInARow++;
    restartTimer = setTimeout(() => {
      restartTimer = null;
      if (!isClosed && running === null) start();
    }, delay);
    restartTimer.unref();
  }

  async function call<M extends MethodName>(method: M, input: MethodInput<M>, callOptions: CallOptions = {}): Promise<MethodOutput<M>> {
    const { signal, reportProgress, reportPoint, reportPreview } = callOptions;
    if (isClosed) throw new ComputeEndedError('Marquee is closing');
    throwIfCancelled(signal);
    const target = running ?? start();
    const callId = nextCallId++;
    let graceTimer: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      target.process.postMessage({ type: 'cancel', callId });
      graceTimer = setTimeout(() => {
        const pending = target.pending.get(callId);
        if (pending === undefined) return;
        target.pending.delete(callId);
        pending.reject(new DomainError('cancelled', 'The work was cancelled; nothing was changed.'));
        target.abandoned.add(callId);
        endIfAbandoned(target);
      }, cancelGraceMs);
    };
    try {
      return await new Promise<MethodOutput<M>>((resolve, reject) => {
        target.pending.set(callId, {
          method,
          reportProgress,
          reportPoint,
          reportPreview,
          resolve: (output) => resolve(output as MethodOutput<M>),
          reject,
        });
        signal?.addEventListener('abort', cancel, { once: true });
        target.process.postMessage({ type: 'call', callId, method, input });
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      clearTimeout(graceTimer);
    }
  }

  return {
    call,
    processId: () => running?.processId ?? null,
    close() {
      isClosed = true;
      if (restartTimer !== null) clearTimeout(restartTimer);
      running?.process.kill();
    },
  };
}

const domainCodes: ReadonlySet<string> = new Set(domainErrorCodes);

function fromWireError(error: WireError): Error {
  if (domainCodes.has(error.code)) return new DomainError(error.code as DomainErrorCode, error.message, error.data);
  return new Error(`compute: ${error.stack ?? error.message}`);
}
