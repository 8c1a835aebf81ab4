import { useCallback } from 'react';
import { useStore } from 'zustand';
import { Button } from '../components/button.tsx';
import { ErrorPanel } from '../components/errorPanel.tsx';
import { Toast } from '../components/toast.tsx';
import { useStores } from '../stores/hooks.tsx';
import styles from './notices.module.css';

/** The toast, and the fault of an action until it is answered. */
export function Notices() {
  const { notices } = useStores();
  const { toast, fault } = useStore(notices);
  const dismiss = useCallback((id: number) => notices.dismiss(id), [notices]);
  return (
    <>
      {fault !== null && (
        <div className={styles.fault}>
          <ErrorPanel error={fault.error}>
            {fault.retry !== null && (
              <Button
                onPress={() => {
                  notices.clearFault();
                  fault.retry?.();
                }}
              >
                Try again
              </Button>
            )}
            <Button look="quiet" onPress={() => notices.clearFault()}>
              Close
            </Button>
          </ErrorPanel>
        </div>
      )}
      <Toast toast={toast} onDismiss={dismiss} />
    </>
  );
}
