/** What went wrong with a part of a page, and what its reader can do now. */
import { Button } from '@mantine/core';
import { words } from '../words';
import classes from './problem-note.module.css';
import { useCountdown } from './use-countdown';

const { failures } = words;

interface Shown {
  status: number;
  /** A fault without a word for people. */
  unexplained: boolean;
  message: string;
  requestId: string | null;
  retryAfterSeconds: number | null;
}

interface Props {
  problem: Shown;
  onRetry?: () => void;
  /** In place of what is said as a rule. */
  text?: string;
  /** What is said of a limit that is the page's own. */
  limitText?: (secondsLeft: number) => string;
}

export function ProblemNote({ problem, onRetry, text, limitText }: Props) {
  const left = useCountdown(problem, problem.retryAfterSeconds ?? 0);
  return (
    <div className={classes.note} role="alert">
      <p>
        {limitText && problem.status === 429 && left > 0 ? limitText(left) : (text ?? textOf(problem, left))}
      </p>
      {onRetry && (
        <Button variant="default" size="sm" onClick={onRetry} disabled={problem.status === 429 && left > 0}>
          {failures.again}
        </Button>
      )}
      {problem.requestId && <p className="note">{failures.request(problem.requestId)}</p>}
    </div>
  );
}

/** The server's own words, where there are any. */
function textOf({ status, unexplained, message }: Shown, secondsLeft: number): string {
  if (status === 0) return failures.unanswered;
  if (status === 429 && secondsLeft > 0) return failures.tooMany(secondsLeft);
  return unexplained ? failures.ours : message;
}
