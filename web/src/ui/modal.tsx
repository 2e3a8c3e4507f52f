/** What `Dialog` shows once it is opened. */
import { Modal as Frame } from '@mantine/core';
import { X } from 'lucide-react';
import { useDeferredValue } from 'react';
import type { DialogProps } from './dialog';
import classes from './modal.module.css';

/** Mantine's own header is a second banner of the page, and its button has no name. */
export function Modal({ title, closeLabel, opened, onClose, fullScreen = false, children }: DialogProps) {
  // It stands closed for a moment: one that is there opened knows not where the focus was, to which it goes back.
  const shown = useDeferredValue(opened, false);
  return (
    <Frame
      opened={shown}
      onClose={onClose}
      withCloseButton={false}
      fullScreen={fullScreen}
      padding={0}
      centered
      radius={8}
    >
      <div className={classes.head}>
        <Frame.Title className={classes.title}>{title}</Frame.Title>
        <button type="button" className={classes.close} aria-label={closeLabel} onClick={onClose}>
          <X size={20} aria-hidden="true" />
        </button>
      </div>
      <div className={classes.body}>{children}</div>
    </Frame>
  );
}
