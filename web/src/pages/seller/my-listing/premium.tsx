/** A premium place for the listing: asked for, decided, paid. */
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../../../api/problem';
import { configQuery, type Listing } from '../../../api/queries';
import type { SavedMethod } from '../../../api/saved-methods';
import { premiumQuery, type PremiumRequest } from '../../../api/seller';
import { payPremium, requestPremium, withdrawPremium } from '../../../api/seller-moves';
import { WhenOn } from '../../../app/when-on';
import { useMove } from '../../../app/use-move';
import { money, price } from '../../../format/money';
import { shortMoment } from '../../../format/time';
import { Chip, type Tone } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { sellerWords } from '../../../words/seller';
import { PayMethod } from '../pay-method';

const { premium: says } = sellerWords;

const TONES: Record<PremiumRequest['status'], Tone> = {
  PENDING: 'info',
  APPROVED: 'turn',
  PREMIUM: 'ok',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
  LAPSED: 'neutral',
  ENDED: 'neutral',
};

export function Premium({ listing: { id } }: { listing: Listing }) {
  const request = useQuery(premiumQuery(id));
  const config = useQuery(configQuery);
  const failed = [request, config].find(({ isLoadingError }) => isLoadingError);
  if (failed) return <ProblemNote problem={asProblem(failed.error)} onRetry={() => void failed.refetch()} />;
  if (request.data === undefined || !config.data) return <Skeleton heights={[160]} />;
  const now = request.data;
  const begun = now !== null && (now.moves.length > 0 || now.status === 'PREMIUM');
  return (
    <section className="card stack-form">
      <h2>{says.title}</h2>
      {now && <Standing request={now} />}
      {begun ? (
        <Going id={id} request={now} />
      ) : (
        <WhenOn feature="PREMIUM">
          <Ask id={id} fee={price(config.data.premiumListingFeeCents)} />
        </WhenOn>
      )}
    </section>
  );
}

const Standing = ({ request }: { request: PremiumRequest }) => (
  <div className="stack-tight">
    <span>
      <Chip tone={TONES[request.status]}>{says.statuses[request.status]}</Chip>
    </span>
    {request.paidAt && <p className="note">{says.since(shortMoment(request.paidAt))}</p>}
    {request.decisionReason && <p>{request.decisionReason}</p>}
    {request.endReason && <p>{request.endReason}</p>}
    {request.returnedCents > 0 && <p>{says.returned(money(request.returnedCents))}</p>}
  </div>
);

const changesOf = (id: string) => ({ changes: [['listing', id], ['my-listings'], ['payments']] });

function Ask({ id, fee }: { id: string; fee: string }) {
  const asking = useMove((note: string, key: string) => requestPremium(id, note, key), changesOf(id));
  return (
    <form
      className="stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        asking.act(formText(event.currentTarget, 'note'));
      }}
    >
      <p className="second">{says.lead(fee)}</p>
      <Textarea name="note" label={says.note} rows={2} maxLength={2_000} error={asking.errorOf('note')} />
      <FormProblem>{asking.problem}</FormProblem>
      <div>
        <Button type="submit" variant="default" loading={asking.busy}>
          {says.ask}
        </Button>
      </div>
    </form>
  );
}

function Going({ id, request }: { id: string; request: PremiumRequest }) {
  const [method, setMethod] = useState<SavedMethod | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const withdrawing = useMove((_: undefined, key: string) => withdrawPremium(id, key), changesOf(id));
  const paying = useMove(
    (by: SavedMethod, key: string) => payPremium(id, { method: by.method, paymentMethodId: by.id }, key),
    {
      ...changesOf(id),
      onDone: ({ data: { payment } }) => setSaid(payment.failure?.message ?? payment.says),
    },
  );
  return (
    <>
      {request.moves.includes('pay') && request.feeCents !== null && (
        <>
          {request.payBy && <p className="second">{says.payBy(shortMoment(request.payBy))}</p>}
          <PayMethod chosen={method?.id ?? null} onChoose={setMethod} />
          {said && <p role="status">{said}</p>}
          <FormProblem>{paying.problem}</FormProblem>
          <Button loading={paying.busy} disabled={!method} onClick={() => method && paying.act(method)}>
            {says.pay(money(request.feeCents))}
          </Button>
        </>
      )}
      <FormProblem>{withdrawing.problem}</FormProblem>
      {request.moves.includes('withdraw') && (
        <Button variant="default" loading={withdrawing.busy} onClick={() => withdrawing.act(undefined)}>
          {says.withdraw}
        </Button>
      )}
    </>
  );
}
