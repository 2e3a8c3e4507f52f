/** Buys the one credit that is missing, without leaving the page. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type CreditOrder, creditBalanceQuery } from '../../../api/buyer';
import { answerOf, api } from '../../../api/client';
import { type Payer, PayWith } from '../../../app/pay-with';
import { useMove } from '../../../app/use-move';
import { price } from '../../../format/money';
import { FormProblem } from '../../../ui/form-problem';
import { buyerWords } from '../../../words/buyer';

const { unlock: says } = buyerWords;
const LOOK_AGAIN_MS = 3_000;

interface Props {
  priceCents: number;
  onPaid(): void;
}

export function BuyCredit({ priceCents, onPaid }: Props) {
  const [payer, setPayer] = useState<Payer | null>(null);
  const [order, setOrder] = useState<CreditOrder | null>(null);
  const move = useMove(
    (by: Payer, key: string) =>
      answerOf(
        api.POST('/credits/purchase', {
          params: { header: { 'Idempotency-Key': key } },
          body: { credits: 1, priceCents, ...by },
        }),
      ),
    {
      changes: [['credits'], ['payments']],
      onDone: ({ data }) => {
        setOrder(data);
        if (data.status === 'PAID') onPaid();
      },
    },
  );
  const waits = order?.status === 'AWAITING_PAYMENT';
  const balance = useQuery({ ...creditBalanceQuery, refetchInterval: waits ? LOOK_AGAIN_MS : false });
  const arrived = waits && (balance.data?.credits ?? 0) > 0;
  useEffect(() => {
    if (arrived) onPaid();
  }, [arrived, onPaid]);

  if (waits) return <UnderWay order={order} />;
  return (
    <div className="stack-form">
      <p>{says.noCredit}</p>
      <PayWith chosen={payer} onChoose={setPayer} error={move.errorOf('paymentMethodId')} />
      <FormProblem>{move.problem ?? refusalOf(order)}</FormProblem>
      <div>
        <Button disabled={payer === null} loading={move.busy} onClick={() => payer && move.act(payer)}>
          {says.buy(price(priceCents))}
        </Button>
      </div>
    </div>
  );
}

/** A declined payment is no error of the request: the order says it. */
const refusalOf = (order: CreditOrder | null): string | null =>
  order?.status === 'FAILED' ? (order.payment.failure?.message ?? order.payment.says) : null;

function UnderWay({ order }: { order: CreditOrder }) {
  const next = order.payment.nextStep;
  return (
    <div className="stack-form" role="status">
      <p>{next?.says ?? order.payment.says}</p>
      {next?.url ? (
        <>
          <div>
            <Button component="a" href={next.url} target="_blank" rel="noreferrer">
              {says.confirmBank}
            </Button>
          </div>
          <p className="note">{says.confirmBankNote}</p>
        </>
      ) : (
        <p className="note">{says.underWay}</p>
      )}
    </div>
  );
}
