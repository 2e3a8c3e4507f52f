/** A part of a page that could not be read, and the way to try again; nothing where it could. */
import { asProblem } from '../api/problem';
import { ProblemNote } from '../ui/problem-note';

interface Props {
  query: { isError: boolean; error: unknown; refetch(): unknown };
}

export const PartProblem = ({ query }: Props) =>
  query.isError ? (
    <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
  ) : null;
