/** Where one is on the way to a listing in review, and the way back to what was done. */
import { Link } from '@tanstack/react-router';
import { sellWords } from '../../words/seller';
import classes from './seller.module.css';
import { type ListingStep, type Step, STEPS } from './steps.rules';

interface Props {
  current: Step;
  /** Of the listing; null while there is none. */
  id: string | null;
}

export const StepBar = ({ current, id }: Props) => {
  const at = STEPS.indexOf(current);
  return (
    <nav aria-label={sellWords.stepOf(at + 1, STEPS.length)} className="stack-tight">
      <ol className={classes.steps}>
        {STEPS.map((step, index) => {
          const marks = { 'data-done': index < at || undefined };
          const reachable = id !== null && index >= 2 && index !== at;
          return (
            <li key={step} className={classes.step}>
              {reachable ? (
                <Link to="/sell/$id" params={{ id }} search={{ step: step as ListingStep }} {...marks}>
                  {sellWords.steps[step]}
                </Link>
              ) : (
                <span aria-current={index === at ? 'step' : undefined} {...marks}>
                  {sellWords.steps[step]}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <p className={classes.where}>
        {`${sellWords.stepOf(at + 1, STEPS.length)} · ${sellWords.steps[current]}`}
      </p>
    </nav>
  );
};
