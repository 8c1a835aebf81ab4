import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppErrorShape } from '../../src-main/contract/errors.ts';
import { toAppError } from '../client/appError.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly onUndo: (() => void) | null;
}

export interface Fault {
  readonly error: AppErrorShape;
  readonly retry: (() => void) | null;
}

export interface NoticesState {
  readonly toast: Toast | null;
  /** A failed action, shown until it is answered. */
  readonly fault: Fault | null;
}

export interface NoticesStore extends StoreApi<NoticesState> {
  /** What happened, with a way to take it back. One at a time. */
  say(text: string, onUndo?: () => void): void;
  dismiss(id: number): void;
  /** A cancelled call is no fault. */
  fail(error: unknown, retry?: () => void): void;
  clearFault(): void;
}

export function createNoticesStore(): NoticesStore {
  const store = createStore<NoticesState>(() => ({ toast: null, fault: null }));
  let nextId = 1;
  return {
    ...store,
    say(text, onUndo) {
      store.setState({ toast: { id: nextId++, text, onUndo: onUndo ?? null } });
    },
    dismiss(id) {
      if (store.getState().toast?.id === id) store.setState({ toast: null });
    },
    fail(error, retry) {
      const appError = toAppError(error);
      if (appError.code === 'cancelled') return;
      store.setState({ fault: { error: appError, retry: retry ?? null } });
    },
    clearFault() {
      store.setState({ fault: null });
    },
  };
}
