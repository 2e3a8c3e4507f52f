/** That something is done, read out at once; empty before it is. */
import classes from './account.module.css';

export const DoneNote = ({ children }: { children: string | null }) => (
  <p role="status" className={classes.done} hidden={children === null}>
    {children}
  </p>
);
