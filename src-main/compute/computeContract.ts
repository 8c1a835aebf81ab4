import type { DomainErrorCode, ErrorData } from '../core/base/errors.ts';
import type { Logger } from '../core/base/logger.ts';
import type { Progress, ReportProgress } from '../core/base/progress.ts';
import type { ComputeMethods } from './computeMethods.ts';
import type { CurvePoint } from './runMethods.ts';

export type MethodName = keyof ComputeMethods;
export type MethodInput<M extends MethodName> = ComputeMethods[M]['input'];
export type MethodOutput<M extends MethodName> = ComputeMethods[M]['output'];

/** What a picture looks like at a step of its painting: the clean picture that the painter sees in the noise. */
export interface PicturePreview {
  /** Place in the series of its seed, from 0. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly pngBase64: string;
}

export interface HandlerContext {
  readonly signal: AbortSignal;
  readonly reportProgress: ReportProgress;
  /** A moment of a training, for live curves; absent where nobody looks. */
  readonly reportPoint?: (point: CurvePoint) => void;
  /** What a picture looks like so far; absent where nobody looks. */
  readonly reportPreview?: (preview: PicturePreview) => void;
}

/** What the compute process can do. Both ends come from one build, so messages are typed and not parsed again. */
export type ComputeHandlers = {
  readonly [M in MethodName]: (input: MethodInput<M>, context: HandlerContext) => Promise<MethodOutput<M>>;
};

export type ComputeRequest =
  | { readonly type: 'call'; readonly callId: number; readonly method: MethodName; readonly input: unknown }
  | { readonly type: 'cancel'; readonly callId: number };

export type ComputeReply =
  | { readonly type: 'ready'; readonly processId: number }
  | { readonly type: 'log'; readonly level: keyof Logger; readonly message: string; readonly data: Record<string, unknown> }
  | { readonly type: 'progress'; readonly callId: number; readonly progress: Progress }
  | { readonly type: 'point'; readonly callId: number; readonly point: CurvePoint }
  | { readonly type: 'preview'; readonly callId: number; readonly preview: PicturePreview }
  | { readonly type: 'done'; readonly callId: number; readonly output: unknown }
  | { readonly type: 'failed'; readonly callId: number; readonly error: WireError };

export interface WireError {
  readonly code: DomainErrorCode | 'internal';
  readonly message: string;
  readonly data: ErrorData;
  /** Only for our own log: where a defect was thrown. */
  readonly stack: string | null;
}

/** The server's end of a channel: a worker's port, Electron's parentPort, or a child process's IPC. */
export interface ServerPort {
  postMessage(message: ComputeReply): void;
  onMessage(listener: (message: ComputeRequest) => void): void;
}

/** A started compute process, as its owner sees it. */
export interface ComputeProcess {
  postMessage(message: ComputeRequest): void;
  onMessage(listener: (message: ComputeReply) => void): void;
  /** Called once, with a plain reason ("ended by signal SIGKILL"). */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** The one adapter between hosts: `utilityProcess` in Electron, a child process elsewhere. */
export type SpawnCompute = () => ComputeProcess;
