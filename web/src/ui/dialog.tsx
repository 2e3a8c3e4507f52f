/** A dialog with a name, a way out that has a name, and the focus kept within. */
import { Modal } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './dialog.module.css';

interface Props {
  title: string;
  closeLabel: string;
  opened: boolean;
  onClose: () => void;
  /** The whole screen on a phone. */
  fullScreen?: boolean;
  children: ReactNode;
}

/** Mantine's own header is a second banner of the page, and its button has no name. */
export function Dialog({ title, closeLabel, opened, onClose, fullScreen = false, children }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      fullScreen={fullScreen}
      padding={0}
      centered
      radius={8}
    >
      <div className={classes.head}>
        <Modal.Title className={classes.title}>{title}</Modal.Title>
        <button type="button" className={classes.close} aria-label={closeLabel} onClick={onClose}>
          <X size={20} aria-hidden="true" />
        </button>
      </div>
      <div className={classes.body}>{children}</div>
    </Modal>
  );
}
