/** A program as a partner writes one: its types are made from docs/openapi.yaml, and it searches, unlocks and offers. */
import createClient from 'openapi-fetch';
import type { paths } from './api';

export type Outcome = { offerId: string; amountCents: number } | { refused: string };

export async function offerOnFirstListing(
  baseUrl: string,
  token: string,
  typedName: string,
): Promise<Outcome> {
  const api = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });

  const found = await api.GET('/listings', { params: { query: { sortBy: 'newest', limit: 1 } } });
  const listing = found.data?.data[0];
  if (!listing) return { refused: 'nothing_on_the_market' };

  const nda = await api.GET('/listings/nda');
  const unlocked = await api.POST('/listings/{id}/unlock', {
    params: { path: { id: listing.id }, header: { 'Idempotency-Key': crypto.randomUUID() } },
    body: { ndaVersion: nda.data?.data.version ?? '', accepted: true, typedName },
  });
  if (unlocked.error?.code === 'out_of_credits') return { refused: 'Buy a credit first.' };
  if (unlocked.error) return { refused: unlocked.error.code };

  const made = await api.POST('/offers', { body: { listingId: listing.id, amountCents: 20_000_000 } });
  if (made.error?.code === 'offer_exists') return { refused: 'You have an offer there.' };
  if (made.error) return { refused: made.error.code };
  return { offerId: made.data.data.id, amountCents: made.data.data.amountCents };
}
