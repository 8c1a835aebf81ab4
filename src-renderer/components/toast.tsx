import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
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
  const [isHeld, setIsHeld] = useState(false);
  const remaining = useRef({ id: -1, ms: stayMs });

  useEffect(() => {
    if (toast === null) setIsHeld(false);
  }, [toast]);

  useEffect(() => {
    if (toast === null || isHeld) return;
    if (remaining.current.id !== toast.id) remaining.current = { id: toast.id, ms: stayMs };
    const from = performance.now();
    const timer = setTimeout(() => onDismiss(toast.id), remaining.current.ms);
    return () => {
      clearTimeout(timer);
      // Someone who let go of it gets at least two seconds more.
      remaining.current.ms = Math.max(2000, remaining.current.ms - (performance.now() - from));
    };
  }, [toast, isHeld, stayMs, onDismiss]);

  return (
    <>
      <p className={styles.announced} role="status">
        {toast?.text ?? ''}
      </p>
      {toast !== null && (
        <div
          key={toast.id}
          className={styles.toast}
          role="group"
          aria-label="Last change"
          onPointerEnter={() => setIsHeld(true)}
          onPointerLeave={() => setIsHeld(false)}
          onFocus={() => setIsHeld(true)}
          onBlur={() => setIsHeld(false)}
        >
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
      )}
    </>
  );
}
