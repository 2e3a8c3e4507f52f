/** What is off, with the reason, for an administrator who looks as somebody else, and for everybody without a network. */
import { type ReactNode, useId } from 'react';
import { useWhyClosed } from './may-change';
import classes from './own-hands.module.css';

export function OwnHands({ children }: { children: ReactNode }) {
  const closed = useWhyClosed();
  const id = useId();
  return (
    <fieldset
      className={classes.own}
      disabled={closed !== null}
      aria-describedby={closed === null ? undefined : id}
    >
      {children}
      {closed !== null && (
        <p id={id} className="note">
          {closed}
        </p>
      )}
    </fieldset>
  );
}
