/** Unlocking, in a dialog: the credit that is missing first, then the terms and the signature. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { creditBalanceQuery } from '../../../api/buyer';
import { answerOf, api } from '../../../api/client';
import { asProblem } from '../../../api/problem';
import { type Listing, ndaQuery } from '../../../api/queries';
import { WhenOn } from '../../../app/when-on';
import { useMove } from '../../../app/use-move';
import { useMe } from '../../../app/use-session';
import { Dialog } from '../../../ui/dialog';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { buyerWords } from '../../../words/buyer';
import { BuyCredit } from './buy-credit';
import classes from './listing.module.css';

const { unlock: says } = buyerWords;

interface Props {
  listing: Listing;
  opened: boolean;
  onClose(): void;
}

export const UnlockDialog = ({ listing, opened, onClose }: Props) => (
  <Dialog title={says.title} closeLabel={words.common.close} opened={opened} onClose={onClose}>
    <Steps listing={listing} onClose={onClose} />
  </Dialog>
);

function Steps({ listing, onClose }: Omit<Props, 'opened'>) {
  const balance = useQuery(creditBalanceQuery);
  // Terms that are accepted anew cost nothing.
  const cost = listing.nda?.asksAgain ? 0 : listing.unlockCredits;
  if (balance.isPending) return <Skeleton heights={[120, 40]} />;
  if (balance.isError)
    return <ProblemNote problem={asProblem(balance.error)} onRetry={() => void balance.refetch()} />;
  const { credits, onHold, singleCreditPriceCents } = balance.data;
  if (cost > 0 && onHold) return <p>{says.onHold}</p>;
  if (credits < cost)
    return (
      <div className="stack-form">
        <p className="note">{says.step(1)}</p>
        <WhenOn feature="CREDIT_SALES">
          <BuyCredit priceCents={singleCreditPriceCents} onPaid={() => void balance.refetch()} />
        </WhenOn>
      </div>
    );
  return <Signing listing={listing} cost={cost} credits={credits} onClose={onClose} />;
}

interface SigningProps {
  listing: Listing;
  cost: number;
  credits: number;
  onClose(): void;
}

function Signing({ listing, cost, credits, onClose }: SigningProps) {
  const me = useMe();
  const nda = useQuery(ndaQuery);
  const [accepted, setAccepted] = useState(false);
  const [missed, setMissed] = useState(false);
  const move = useMove(
    (body: { ndaVersion: string; accepted: true; typedName: string; unlockCredits: number }, key: string) =>
      answerOf(
        api.POST('/listings/{id}/unlock', {
          params: { path: { id: listing.id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    { changes: [['listing', listing.id], ['listings'], ['credits'], ['nda']], onDone: onClose },
  );
  if (nda.isPending) return <Skeleton heights={[240, 40]} />;
  if (nda.isError) return <ProblemNote problem={asProblem(nda.error)} onRetry={() => void nda.refetch()} />;
  const { version, text } = nda.data;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMissed(!accepted);
    if (accepted)
      move.act({
        ndaVersion: version,
        accepted: true,
        typedName: formText(event.currentTarget, 'typedName'),
        unlockCredits: cost,
      });
  };
  const wrongName = move.refused?.code === 'name_differs';
  const name = me && `${me.firstName} ${me.lastName}`.trim();
  return (
    <form className="stack-form" onSubmit={send}>
      <div className={classes.terms} tabIndex={0} role="region" aria-label={says.terms}>
        <p className="note">{says.version(version)}</p>
        {text.split(/\n\s*\n/).map((paragraph) => (
          <p key={paragraph}>{paragraph.replaceAll(/\s*\n\s*/g, ' ')}</p>
        ))}
      </div>
      <TextInput
        name="typedName"
        label={says.typedName}
        description={name ? says.typedNameHint(name) : says.typedNamePlain}
        autoComplete="name"
        required
        withAsterisk={false}
        error={wrongName ? move.refused?.message : move.errorOf('typedName')}
      />
      <Checkbox
        label={says.accept}
        checked={accepted}
        error={missed && !accepted ? says.mustAccept : undefined}
        onChange={(event) => setAccepted(event.currentTarget.checked)}
      />
      <p className="note">
        {says.costs(cost)} {cost > 0 && says.balance(credits)} {says.keeps}
      </p>
      <FormProblem>{wrongName ? null : move.problem}</FormProblem>
      <div className="row">
        <Button type="submit" loading={move.busy}>
          {submitOf(listing, cost)}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.common.cancel}
        </Button>
      </div>
    </form>
  );
}

function submitOf({ nda, approvalRequired }: Listing, cost: number): string {
  if (nda?.asksAgain) return says.submitAnew;
  return approvalRequired ? says.askSubmit(cost) : says.submit(cost);
}
