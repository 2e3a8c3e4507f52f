/** The gateway's form and the button below it. What it made is saved here by its id. */
import { Button, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef } from 'react';
import { billing } from '../../../api/billing';
import { type CardElements, methodOf, type Stripe } from '../../../api/card-form';
import { ApiProblem, asProblem } from '../../../api/problem';
import type { Config } from '../../../api/queries';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { useWhyClosed } from '../../../ui/may-change';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { billingWords } from '../../../words/billing';
import { METHOD_SAVED, openedFormQuery } from './opened-form';

const { cardForm: says } = billingWords;

interface Props {
  form: NonNullable<Config['cardForm']>;
  /** Where to go once it is saved. */
  back: string;
}

export function CardForm({ form, back }: Props) {
  const closed = useWhyClosed();
  const opened = useQuery({ ...openedFormQuery(form), enabled: closed === null });
  // What was typed into a form that stands already stays.
  if (closed !== null && !opened.data) return <p className="card">{closed}</p>;
  if (opened.isPending) return <Skeleton heights={[280]} />;
  if (opened.isError) {
    const { error } = opened;
    return (
      <ProblemNote
        problem={asProblem(error)}
        {...(error instanceof ApiProblem ? {} : { text: says.notLoaded })}
        onRetry={() => void opened.refetch()}
      />
    );
  }
  return <Shown {...opened.data} back={back} />;
}

interface ShownProps {
  stripe: Stripe;
  clientSecret: string;
  back: string;
}

function Shown({ stripe, clientSecret, back }: ShownProps) {
  const place = useRef<HTMLDivElement>(null);
  const elements = useRef<CardElements | null>(null);
  /** Confirmed already, and perhaps not saved: it is not asked for twice. */
  const made = useRef<string | null>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const created = stripe.elements({ clientSecret, appearance: appearanceIn(scheme) });
    const element = created.create('payment');
    if (place.current) element.mount(place.current);
    elements.current = created;
    return () => element.unmount();
    // A change of colors alone opens no other form: what was typed stays.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [stripe, clientSecret]);
  useEffect(() => elements.current?.update({ appearance: appearanceIn(scheme) }), [scheme]);
  const move = useMove(
    async (_: undefined, key: string) => {
      made.current ??= await confirm(stripe, elements.current);
      return billing.saveMethod(made.current, key);
    },
    { changes: METHOD_SAVED, onDone: () => location.assign(back) },
  );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    move.act(undefined);
  };
  return (
    <form className="card stack-form" onSubmit={onSubmit}>
      <div ref={place} />
      <FormProblem>{move.problem ?? move.errorOf('paymentMethodId') ?? null}</FormProblem>
      <div>
        <Button type="submit" loading={move.busy}>
          {says.save}
        </Button>
      </div>
    </form>
  );
}

/** Its bank may ask on a page of its own, which leads back to this address. @throws ApiProblem in the words of the form */
async function confirm(stripe: Stripe, elements: CardElements | null): Promise<string> {
  if (!elements) throw new ApiProblem(409, { detail: says.notLoaded });
  const told = await stripe.confirmSetup({
    ...{ elements, redirect: 'if_required' as const },
    confirmParams: { return_url: location.href },
  });
  const id = methodOf(told);
  if (id === null) throw new ApiProblem(422, { detail: told.error?.message ?? says.refused });
  return id;
}

const appearanceIn = (scheme: 'light' | 'dark') => ({ theme: scheme === 'dark' ? 'night' : 'stripe' });
