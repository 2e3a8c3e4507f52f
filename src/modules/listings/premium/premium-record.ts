/** The one way to a premium request: its listing is locked first, then the request itself. */
import { notFound } from '../../../platform/http/problem';
import type { ListingRow } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import type { PremiumRequest } from './premium-request.model';
import { isMoveOpen, PREMIUM_MOVES, type PremiumMove } from './premium.rules';
import { premiumStateForbids } from './premium.problems';

export interface OpenedPremium {
  listing: ListingRow;
  request: PremiumRequest;
}

type Context = Pick<ListingsContext, 'record' | 'premiumRequests'>;

/** In a unit. Throws `not_found`. */
export async function lockPremium(
  { record, premiumRequests }: Context,
  requestId: string,
): Promise<OpenedPremium> {
  const found = await premiumRequests.findByPk(requestId);
  if (!found) throw notFound('There is no such premium request.');
  const listing = await record.lock(found.listingId);
  return { listing, request: await found.reload({ lock: true }) };
}

/** The one that has not ended; null where there is none. Locks it where `lock` says so, behind its listing. */
export const findOpenPremium = (
  { premiumRequests }: Pick<Context, 'premiumRequests'>,
  listingId: string,
  lock = false,
): Promise<PremiumRequest | null> =>
  premiumRequests.findOne({ where: { listingId, endedAt: null }, ...(lock ? { lock: true } : {}) });

/** Throws `premium_state_forbids`, naming what the request is. */
export function refuseClosedPremiumMove({ status }: PremiumRequest, move: PremiumMove): void {
  if (isMoveOpen(status, move)) return;
  throw premiumStateForbids(
    `The request is ${status}; this is possible from ${PREMIUM_MOVES[move].from.join(', ')} only.`,
  );
}

/** What every news of a request tells. */
export const newsOfPremium = ({ listing, request }: OpenedPremium) => ({
  requestId: request.id,
  listingId: listing.id,
  sellerId: listing.sellerId,
  title: listing.title,
});

export const premiumSubject = (requestId: string) => ({ type: 'premium_request', id: requestId });
