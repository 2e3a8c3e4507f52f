/** What stands in the place of a page that is not there, was refused, or failed. */
import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { asProblem } from '../api/problem';
import { PageHeading } from '../ui/page-heading';
import { ProblemNote } from '../ui/problem-note';
import { words } from '../words';
import { loadAnew, loadAnewOnce, useLostFiles } from './lost-files';

const { failures, shell } = words;

/** The same for what is hidden and what never was. */
export const NotFound = () => (
  <div className="stack">
    <PageHeading>{failures.notFoundTitle}</PageHeading>
    <p>{failures.notFound}</p>
    <p>
      <Link to="/search">{failures.toSearch}</Link>
    </p>
  </div>
);

interface PageProblemProps {
  error: unknown;
  onRetry: () => void;
  /** Of a page that is called the same whatever is on it. */
  title?: string;
}

/** A page that could not be read: not found, or a problem with the way to try again. */
export function PageProblem({ error, onRetry, title = failures.title }: PageProblemProps) {
  const problem = asProblem(error);
  if (problem.status === 404 || problem.status === 400) return <NotFound />;
  return (
    <div className="stack">
      <PageHeading>{title}</PageHeading>
      <ProblemNote problem={problem} onRetry={onRetry} />
    </div>
  );
}

/** A fault of the app itself: nothing typed elsewhere is lost, the page is drawn again. Of another release, it is loaded. */
export function Crashed() {
  const router = useRouter();
  const isLost = useLostFiles();
  useEffect(loadAnewOnce, []);
  return (
    <div className="stack">
      <PageHeading>{failures.title}</PageHeading>
      <p role="alert">{isLost ? shell.released : failures.ours}</p>
      <div>
        <Button onClick={() => (isLost ? loadAnew() : void router.invalidate())}>{failures.reload}</Button>
      </div>
    </div>
  );
}
