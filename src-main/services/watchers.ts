export interface Watchers<T> {
  publish(value: T): void;
  /** First the given values, then every change. A slow reader gets the newest state of each key, never a growing backlog. */
  watch(first: readonly T[], signal: AbortSignal | undefined): AsyncGenerator<T, void, void>;
  close(): void;
}

/**
 * Fans changes out to any number of readers.
 * @param keyOf what a newer value of the same key replaces
 * @param everyMs least time between two batches of one reader: each message is a redrawing of the page, and a quick source would drown it
 */
export function createWatchers<T>(keyOf: (value: T) => string, everyMs = 0): Watchers<T> {
  const wakeUps = new Set<(value: T | null) => void>();

  async function* watch(first: readonly T[], signal: AbortSignal | undefined): AsyncGenerator<T, void, void> {
    const waiting = new Map<string, T>(first.map((value) => [keyOf(value), value]));
    let isOver = signal?.aborted ?? false;
    let wake: () => void = () => undefined;
    let cutShort: () => void = () => undefined;
    const listener = (value: T | null): void => {
      if (value === null) {
        isOver = true;
        cutShort();
      } else {
        // Set anew, so that the order is that of the newest changes.
        waiting.delete(keyOf(value));
        waiting.set(keyOf(value), value);
      }
      wake();
    };
    const onAbort = (): void => listener(null);
    signal?.addEventListener('abort', onAbort, { once: true });
    wakeUps.add(listener);
    try {
      for (;;) {
        for (const [key, value] of waiting) {
          if (isOver) return;
          waiting.delete(key);
          yield value;
        }
        if (isOver) return;
        if (everyMs > 0) {
          const { promise: rest, resolve } = Promise.withResolvers<void>();
          const timer = setTimeout(() => resolve(), everyMs);
          cutShort = resolve;
          await rest;
          clearTimeout(timer);
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (waiting.size > 0 || isOver) resolve();
        });
      }
    } finally {
      wakeUps.delete(listener);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  return {
    publish(value) {
      for (const listener of wakeUps) listener(value);
    },
    watch,
    close() {
      for (const listener of Array.from(wakeUps)) listener(null);
    },
  };
}
