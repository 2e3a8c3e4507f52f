/** What publishing costs: a credit, or the fee that buys one. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { asProblem } from '../../../api/problem';
import { configQuery, type Listing } from '../../../api/queries';
import type { SavedMethod } from '../../../api/saved-methods';
import { creditBalanceQuery } from '../../../api/seller';
import { payListingFee } from '../../../api/seller-moves';
import { WhenOn } from '../../../app/when-on';
import { useMove } from '../../../app/use-move';
import { price } from '../../../format/money';
import { FormProblem } from '../../../ui/form-problem';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { sellWords } from '../../../words/seller';
import { PayMethod } from '../pay-method';

const { submit: says } = sellWords;

export function Costs({ listing, children }: { listing: Listing; children: ReactNode }) {
  const balance = useQuery(creditBalanceQuery);
  const config = useQuery(configQuery);
  const paid = listing.management?.publicationPaid === true;
  const failed = [balance, config].find(({ isLoadingError }) => isLoadingError);
  if (failed) return <ProblemNote problem={asProblem(failed.error)} onRetry={() => void failed.refetch()} />;
  if (!balance.data || !config.data) return <Skeleton heights={[160]} />;
  const { credits } = balance.data;
  const { listingFeeCents } = config.data;
  return (
    <section className="card stack-form">
      <div className="stack-tight">
        <h2>{says.costs}</h2>
        <p>{paid ? says.paid : credits > 0 ? says.credit(credits) : says.noCredit(price(listingFeeCents))}</p>
        {!paid && <p className="note">{says.creditBack}</p>}
      </div>
      {!paid && credits === 0 ? (
        <WhenOn feature="CREDIT_SALES">
          <Fee listing={listing} feeCents={listingFeeCents} />
        </WhenOn>
      ) : (
        children
      )}
    </section>
  );
}

function Fee({ listing, feeCents }: { listing: Listing; feeCents: number }) {
  const [method, setMethod] = useState<SavedMethod | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const paying = useMove(
    ({ id, method: by }: SavedMethod, key: string) =>
      payListingFee({ listingId: listing.id, priceCents: feeCents, method: by, paymentMethodId: id }, key),
    {
      changes: [['credits'], ['payments']],
      onDone: ({ data, message }) => {
        const { payment, status } = data;
        setSaid(
          status === 'FAILED' ? (payment.failure?.message ?? says.feeFailed) : (message ?? payment.says),
        );
      },
    },
  );
  return (
    <>
      <PayMethod chosen={method?.id ?? null} onChoose={setMethod} />
      {said && <p role="status">{said}</p>}
      <FormProblem>{paying.problem}</FormProblem>
      <div>
        <Button loading={paying.busy} disabled={!method} onClick={() => method && paying.act(method)}>
          {says.payFee(price(feeCents))}
        </Button>
      </div>
    </>
  );
}
