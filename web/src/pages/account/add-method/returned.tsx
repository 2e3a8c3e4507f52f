/** Back from the bank, which was asked on a page of its own: what it said, and the saving of the method. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { billing } from '../../../api/billing';
import { methodOf, openStripe } from '../../../api/card-form';
import { ApiProblem, asProblem } from '../../../api/problem';
import type { Config } from '../../../api/queries';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { billingWords } from '../../../words/billing';

const { cardForm: says } = billingWords;

interface Props {
  form: NonNullable<Config['cardForm']>;
  clientSecret: string;
  back: string;
}

/** Saving a method again changes nothing, so this may be asked as often as the page is loaded. */
export function Returned({ form: { script, publishableKey }, clientSecret, back }: Props) {
  const saved = useQuery({
    queryKey: ['card-form', 'returned', clientSecret],
    queryFn: async () => {
      const stripe = await openStripe(script, publishableKey);
      const told = await stripe.retrieveSetupIntent(clientSecret);
      const id = methodOf(told);
      if (id === null) throw new ApiProblem(422, { detail: told.error?.message ?? says.refused });
      return billing.saveMethod(id, crypto.randomUUID());
    },
    retry: false,
  });
  useEffect(() => {
    if (saved.isSuccess) location.assign(back);
  }, [saved.isSuccess, back]);
  if (!saved.isError) return <Skeleton heights={[80]} />;
  const { error } = saved;
  return (
    <ProblemNote
      problem={asProblem(error)}
      {...(error instanceof ApiProblem ? {} : { text: says.notLoaded })}
      onRetry={() => void saved.refetch()}
    />
  );
}
