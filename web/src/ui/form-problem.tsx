/** Why a form was not taken: over its button, read out at once. What belongs to a field stands under the field. */
import classes from './form-problem.module.css';

export const FormProblem = ({ children }: { children: string | null }) =>
  children === null ? null : (
    <p className={classes.problem} role="alert">
      {children}
    </p>
  );
