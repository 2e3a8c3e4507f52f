/** What of a person is verified: identity, funds, company; each with what it lacks. */
import { useQuery } from '@tanstack/react-query';
import { PageProblem } from '../../../app/page-states';
import { type Fact, type OwnVerification, verificationQuery } from '../../../api/standing';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { standingWords } from '../../../words/seller';
import { FactCard } from './fact-card';

const { verification: says } = standingWords;

const PARTS = [
  { fact: 'IDENTITY', part: 'identity' },
  { fact: 'FUNDS', part: 'funds' },
  { fact: 'COMPANY', part: 'company' },
] as const;

export function VerificationPage() {
  const own = useQuery(verificationQuery);
  if (own.isPending) return <Skeleton heights={[34, 160, 160, 160]} />;
  const { title } = words.pages.sellerPages.verification;
  if (own.isError) return <PageProblem title={title} error={own.error} onRetry={() => void own.refetch()} />;
  return (
    <div className="stack">
      <PageHeading>{title}</PageHeading>
      <p className="second">{says.lead}</p>
      {PARTS.map(({ fact, part }) => (
        <FactCard key={fact} fact={fact} standing={own.data[part]} needed={neededFor(fact, own.data)} />
      ))}
    </div>
  );
}

function neededFor(fact: Fact, { neededToUnlock, neededToOffer }: OwnVerification): string | null {
  if (neededToUnlock.includes(fact)) return says.needed(says.unlock);
  return neededToOffer.includes(fact) ? says.needed(says.offer) : null;
}
