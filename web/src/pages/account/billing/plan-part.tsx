/** The plan: what it costs and grants, until when it is paid, what is due, and how it changes. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { billing, type Subscription, subscriptionQuery } from '../../../api/billing';
import { asProblem } from '../../../api/problem';
import { SUBSCRIPTION_TONES } from '../../../app/tones';
import { WhenOn } from '../../../app/when-on';
import { useMove } from '../../../app/use-move';
import { price } from '../../../format/money';
import { shortDay } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { type Fact, Facts } from '../../../ui/facts';
import { FormProblem } from '../../../ui/form-problem';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { billingWords } from '../../../words/billing';
import classes from '../account.module.css';
import { DueNote } from './due-note';
import { PlanDialog } from './plan-dialog';

const { plan: says, planName, interval, subscriptionStatus } = billingWords;
const CHANGES = [['credits'], ['payments']] as const;

/** How often one looks for a payment that is awaited. */
const LOOK_EVERY_MS = 3_000;

/** `awaited`: they come from the checkout, and the news of their payment is on its way. */
export function PlanPart({ awaited }: { awaited: boolean }) {
  const subscription = useQuery({
    ...subscriptionQuery,
    refetchInterval: ({ state }) =>
      awaited && state.data?.data?.status === 'AWAITING_PAYMENT' ? LOOK_EVERY_MS : false,
  });
  if (subscription.isPending) return <Skeleton heights={[220]} />;
  if (subscription.isError) {
    return (
      <ProblemNote problem={asProblem(subscription.error)} onRetry={() => void subscription.refetch()} />
    );
  }
  const { data } = subscription;
  return (
    <section className={`card ${classes.part}`}>
      <div className="row">
        <h2>{says.title}</h2>
        {data && <Chip tone={SUBSCRIPTION_TONES[data.status]}>{subscriptionStatus[data.status]}</Chip>}
      </div>
      {data && data.status !== 'ENDED' ? <Current subscription={data} /> : <None />}
    </section>
  );
}

function None() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <p className="second">{says.none}</p>
      <div>
        <WhenOn feature="CREDIT_SALES">
          <Button onClick={() => setOpen(true)}>{says.choose}</Button>
        </WhenOn>
      </div>
      <PlanDialog opened={open} onClose={() => setOpen(false)} current={null} />
    </>
  );
}

function Current({ subscription }: { subscription: Subscription }) {
  const { status, checkoutUrl, endsWithPeriod, collectionPaused, due, periodEnd } = subscription;
  const [asks, setAsks] = useState<'change' | 'cancel' | null>(null);
  const close = () => setAsks(null);
  const cancel = useMove(billing.cancel, { changes: CHANGES, onDone: close });
  const resume = useMove(billing.resume, { changes: CHANGES });
  return (
    <>
      {due && <DueNote subscription={subscription} />}
      {collectionPaused && <p role="alert">{says.paused}</p>}
      <Facts facts={factsOf(subscription)} />
      <FormProblem>{resume.problem}</FormProblem>
      <div className="row">
        {status === 'AWAITING_PAYMENT' && checkoutUrl && <a href={checkoutUrl}>{says.toCheckout}</a>}
        {status === 'AWAITING_PAYMENT' || (
          <WhenOn feature="CREDIT_SALES">
            <Button variant="default" onClick={() => setAsks('change')}>
              {says.change}
            </Button>
          </WhenOn>
        )}
        {endsWithPeriod ? (
          <Button loading={resume.busy} onClick={() => resume.act()}>
            {says.resume}
          </Button>
        ) : (
          status !== 'AWAITING_PAYMENT' && (
            <Button variant="default" onClick={() => setAsks('cancel')}>
              {says.cancel}
            </Button>
          )
        )}
      </div>
      <PlanDialog opened={asks === 'change'} onClose={close} current={subscription} />
      <MoveDialog
        title={says.cancelTitle}
        opened={asks === 'cancel'}
        onClose={close}
        submit={says.cancel}
        grave
        move={cancel}
        onSubmit={() => cancel.act()}
      >
        {periodEnd && <p>{says.cancelText(shortDay(periodEnd))}</p>}
      </MoveDialog>
    </>
  );
}

const priceOf = ({ interval: each, priceCents }: Subscription): string =>
  each === 'MONTH' ? says.perMonth(price(priceCents)) : says.perYear(price(priceCents));

function factsOf(subscription: Subscription): Fact[] {
  const { plan, creditsPerPeriod, periodEnd, endsWithPeriod, next } = subscription;
  return [
    { name: says.current, value: planName[plan] },
    { name: says.price, value: priceOf(subscription) },
    { name: says.credits, value: String(creditsPerPeriod) },
    ...(periodEnd
      ? [
          {
            name: says.period,
            value: (
              <>
                <Moment at={periodEnd} day /> · {endsWithPeriod ? says.ends : says.renews}
              </>
            ),
          },
        ]
      : []),
    ...(next ? [{ name: says.next, value: `${planName[next.plan]}, ${interval[next.interval]}` }] : []),
  ];
}
