/** One act, confirmed: what it does, what it needs to know, and why it was refused where it was. */
import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { words } from '../words';
import { Dialog } from './dialog';
import { FormProblem } from './form-problem';
import { useWhyClosed } from './may-change';

interface Props {
  title: string;
  opened: boolean;
  onClose(): void;
  /** The button: a verb with its object and price. */
  submit: string;
  /** What cannot be taken back. */
  grave?: boolean;
  /** The act: its refusal was read when the dialog is closed. */
  move: { busy: boolean; problem: string | null; forget(): void };
  /** Why it cannot be, where that is more than the refusal. */
  problem?: string | null;
  disabled?: boolean;
  onSubmit(form: HTMLFormElement): void;
  children?: ReactNode;
}

export function MoveDialog({
  title,
  opened,
  onClose,
  submit,
  grave = false,
  move,
  problem = move.problem,
  disabled = false,
  onSubmit,
  children,
}: Props) {
  const closed = useWhyClosed();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(event.currentTarget);
  };
  const close = () => {
    move.forget();
    onClose();
  };
  return (
    <Dialog title={title} closeLabel={words.common.close} opened={opened} onClose={close}>
      <form className="stack-form" onSubmit={send}>
        {children}
        <FormProblem>{closed ?? problem}</FormProblem>
        <div className="row">
          <Button
            type="submit"
            loading={move.busy}
            disabled={disabled || closed !== null}
            data-grave={grave || undefined}
          >
            {submit}
          </Button>
          <Button variant="default" onClick={close}>
            {words.common.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
