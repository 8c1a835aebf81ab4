import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What goes, what stays. */
  readonly children: ReactNode;
  /** The safe answer, focused first: "Keep them". */
  readonly keep: string;
  /** Named with its effect: "Erase 34 ratings". */
  readonly lose: string;
  readonly onKeep: () => void;
  readonly onLose: () => void;
}

/** Only for loss. */
export function ConfirmDialog({ isOpen, title, children, keep, lose, onKeep, onLose }: ConfirmDialogProps) {
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen={isOpen} onOpenChange={(open) => !open && onKeep()} isDismissable>
      <Modal className={styles.modal ?? ''}>
        <Dialog role="alertdialog" className={styles.dialog ?? ''}>
          <Heading slot="title" className={styles.title ?? ''}>
            {title}
          </Heading>
          <div className={styles.text}>{children}</div>
          <div className={styles.actions}>
            <Button autoFocus onPress={onKeep}>
              {keep}
            </Button>
            <Button look="danger" onPress={onLose}>
              {lose}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface PanelDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A question or a sheet above the page; Escape and a press outside close it. */
export function PanelDialog({ isOpen, title, children, onClose }: PanelDialogProps) {
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          <Heading slot="title" className={styles.title ?? ''}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
