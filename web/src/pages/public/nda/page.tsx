/** The confidentiality terms in force, word for word. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../../api/problem';
import { ndaQuery } from '../../../api/queries';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';
import classes from './nda.module.css';

const { publicPages: pages } = words.pages;
const { nda: says } = publicWords;

export function NdaPage() {
  const nda = useQuery(ndaQuery);
  return (
    <div className="stack">
      <PageHeading>{pages.nda.title}</PageHeading>
      <p className="second">{says.note}</p>
      {nda.isPending && <Skeleton heights={[480]} />}
      {nda.isError && <ProblemNote problem={asProblem(nda.error)} onRetry={() => void nda.refetch()} />}
      {nda.data && (
        <>
          <div className="row no-print">
            <span className="second">{says.version(nda.data.version)}</span>
            <Button variant="default" onClick={() => print()}>
              {says.print}
            </Button>
          </div>
          <article className={classes.text}>
            {paragraphsOf(nda.data.text).map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </article>
          <p className="note">
            {says.fingerprint}: <span className={classes.hash}>{nda.data.textHash}</span>
          </p>
        </>
      )}
    </div>
  );
}

/** Lines are broken where the window ends, not where the text was typed. */
const paragraphsOf = (text: string): string[] =>
  text.split(/\n\s*\n/).map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, ' ').trim());
