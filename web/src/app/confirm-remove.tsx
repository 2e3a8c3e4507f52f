/** Removes one thing for good, once whoever pressed has read what goes with it. */
import type { QueryKey } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { MoveDialog } from '../ui/move-dialog';
import { useMove } from './use-move';

interface Props {
  id: string;
  remove(id: string, key: string): Promise<unknown>;
  /** What is read anew once it is gone: beginnings of keys. */
  changes: readonly QueryKey[];
  onRemoved?(): void;
  title: string;
  /** The button: a verb, with its object where that is not plain. */
  submit: string;
  /** What one reads before. */
  text: ReactNode;
  /** What opens it. */
  children(open: () => void): ReactNode;
}

export function ConfirmRemove({ id, remove, changes, onRemoved, title, submit, text, children }: Props) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const move = useMove(remove, { changes, onDone: onRemoved ?? close });
  return (
    <>
      {children(() => setOpened(true))}
      <MoveDialog
        title={title}
        opened={opened}
        onClose={close}
        submit={submit}
        grave
        move={move}
        onSubmit={() => move.act(id)}
      >
        {text}
      </MoveDialog>
    </>
  );
}
