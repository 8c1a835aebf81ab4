import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import styles from './toast.module.css';

export interface ToastMessage {
  readonly id: number;
  /** What happened: "Chinatown, 4.5 stars". */
  readonly text: string;
  readonly onUndo: (() => void) | null;
}

export interface ToastProps {
  readonly toast: ToastMessage | null;
  readonly onDismiss: (id: number) => void;
  readonly stayMs?: number;
}

/** Bottom centre, one at a time; stays while hovered or focused. Its words are announced politely. */
export function Toast({ toast, onDismiss, stayMs = 6000 }: ToastProps) {
  return (
    <>
      <p className={styles.announced} role="status">
        {toast?.text ?? ''}
      </p>
      {toast !== null && <Shown key={toast.id} toast={toast} onDismiss={onDismiss} stayMs={stayMs} />}
    </>
  );
}

/** Someone who let go of it gets at least this much more. */
const AT_LEAST_MS = 2000;

function Shown({
  toast,
  onDismiss,
  stayMs,
}: {
  readonly toast: ToastMessage;
  readonly onDismiss: (id: number) => void;
  readonly stayMs: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let left = stayMs;
    let since = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = (): void => {
      clearTimeout(timer);
      since = performance.now();
      timer = setTimeout(() => onDismiss(toast.id), left);
    };
    const hold = (): void => {
      clearTimeout(timer);
      left = Math.max(AT_LEAST_MS, left - (performance.now() - since));
    };
    const release = (): void => {
      if (!element.matches(':hover') && !element.contains(document.activeElement)) run();
    };
    const listening = new AbortController();
    const { signal } = listening;
    for (const type of ['pointerenter', 'focusin']) element.addEventListener(type, hold, { signal });
    for (const type of ['pointerleave', 'focusout']) element.addEventListener(type, () => setTimeout(release), { signal });
    run();
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, [toast.id, onDismiss, stayMs]);
  return (
    <div ref={box} className={styles.toast} role="region" aria-label="Last change">
      <span aria-hidden="true">{toast.text}</span>
      {toast.onUndo !== null && (
        <Button
          look="quiet"
          size="small"
          className={styles.undo}
          onPress={() => {
            toast.onUndo?.();
            onDismiss(toast.id);
          }}
        >
          Undo
        </Button>
      )}
      <Button look="quiet" size="small" icon={X} aria-label="Close" onPress={() => onDismiss(toast.id)} />
    </div>
  );
}
