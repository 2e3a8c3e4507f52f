/** Who has signed the confidentiality terms of the listing; nothing until somebody has. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { acceptancesOfListingQuery } from '../../../api/nda';
import { asProblem } from '../../../api/problem';
import { NdaAcceptances } from '../../../app/nda-acceptances';
import { MoreButton } from '../../../ui/more-button';
import { ProblemNote } from '../../../ui/problem-note';
import { ndaWords as says } from '../../../words/nda';

export function Signatures({ id }: { id: string }) {
  const signed = useInfiniteQuery(acceptancesOfListingQuery(id));
  const rows = signed.data?.pages.flatMap((page) => page.data) ?? [];
  if (rows.length === 0 && !signed.isError) return null;
  return (
    <section className="stack-tight">
      <h2>{says.signedTitle}</h2>
      {signed.isError && (
        <ProblemNote problem={asProblem(signed.error)} onRetry={() => void signed.refetch()} />
      )}
      {rows.length > 0 && <NdaAcceptances caption={says.signedCaption} rows={rows} of="listing" />}
      <MoreButton list={signed} />
    </section>
  );
}
