/** What only a person themselves does: off, with the reason, for an administrator who looks as them. */
import { type ReactNode, useId } from 'react';
import { words } from '../words';
import { useMayChange } from './may-change';
import classes from './own-hands.module.css';

export function OwnHands({ children }: { children: ReactNode }) {
  const mayChange = useMayChange();
  const id = useId();
  return (
    <fieldset
      className={classes.own}
      disabled={!mayChange}
      aria-describedby={mayChange ? undefined : id}
      aria-label={mayChange ? undefined : words.impersonation.label}
    >
      {children}
      {!mayChange && (
        <p id={id} className="note">
          {words.failures.onlyLooking}
        </p>
      )}
    </fieldset>
  );
}
