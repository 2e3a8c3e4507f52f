/** Opens the gateway's form: its script, and one use of it for whoever is signed in. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../api/client';
import { openStripe } from '../../../api/card-form';
import type { Config } from '../../../api/queries';

/** What is read anew once a method is saved. */
export const METHOD_SAVED = [['payments'], ['credits', 'subscription']] as const;

/** Each opening is one of few that a person has in an hour, so nothing but a press opens another. */
export const openedFormQuery = ({ script, publishableKey }: NonNullable<Config['cardForm']>) =>
  queryOptions({
    queryKey: ['card-form', script, publishableKey],
    queryFn: async () => {
      const stripe = await openStripe(script, publishableKey);
      const { data } = await answerOf(api.POST('/payments/setup-intent'));
      return { stripe, clientSecret: data.clientSecret ?? '' };
    },
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
