/** The only place where a premium request changes. Its listing is locked first, then the request. */
import type { CreationAttributes } from 'sequelize';
import { notFound } from '../../../platform/http/problem';
import { newId } from '../../../platform/kernel/ids';
import type { Platform } from '../../../platform/platform';
import type { ListingRow } from '../listing.model';
import type { ListingStore } from '../listing.store';
import { throwIfPremiumRefused } from './premium.problems';
import { isEnded, PREMIUM_TRANSITIONS, type PremiumMove, refusePremiumMove } from './premium.rules';
import { definePremiumRequests, type PremiumRequest } from './premium-request.model';

/** A request and its listing, both locked. */
export interface LockedPremium {
  listing: ListingRow;
  request: PremiumRequest;
}

/** What a move may change besides status and bookkeeping. */
type Changes = Partial<
  Omit<
    CreationAttributes<PremiumRequest>,
    'id' | 'listingId' | 'sellerId' | 'status' | 'updatedAt' | 'endedAt'
  >
>;

export type PremiumStore = ReturnType<typeof createPremiumStore>;

export function createPremiumStore({ database, clock }: Platform, listings: ListingStore) {
  const requests = definePremiumRequests(database);

  return {
    /** For reading. */
    requests,

    /** In a unit. Throws `not_found`. */
    async lock(requestId: string): Promise<LockedPremium> {
      const found = await requests.findByPk(requestId);
      if (!found) throw notFound('There is no such premium request.');
      const listing = await listings.lock(found.listingId);
      return { listing, request: await found.reload({ lock: true }) };
    },

    /** The request of a listing that has not ended; null where there is none. */
    findOpen: (listingId: string): Promise<PremiumRequest | null> =>
      requests.findOne({ where: { listingId, endedAt: null } }),

    /** The same, locked; the caller holds the lock of the listing. */
    lockOpen: (listingId: string): Promise<PremiumRequest | null> =>
      requests.findOne({ where: { listingId, endedAt: null }, lock: true }),

    add({ id: listingId, sellerId }: ListingRow, note: string | null): Promise<PremiumRequest> {
      const now = clock.now();
      return requests.create({
        id: newId(),
        listingId,
        sellerId,
        status: 'PENDING',
        note,
        decidedBy: null,
        decisionReason: null,
        decidedAt: null,
        feeCents: null,
        payBy: null,
        paymentId: null,
        paidAt: null,
        endReason: null,
        returnedCents: 0,
        requestedAt: now,
        updatedAt: now,
        endedAt: null,
      });
    },

    /** Makes `move` with a locked request. Throws `premium_state_forbids`. */
    async advance(request: PremiumRequest, move: PremiumMove, changes: Changes = {}): Promise<void> {
      throwIfPremiumRefused(refusePremiumMove(request.status, move));
      const now = clock.now();
      const status = PREMIUM_TRANSITIONS[move].to;
      await request.update({ ...changes, status, updatedAt: now, endedAt: isEnded(status) ? now : null });
    },

    /** ENDED → PREMIUM, on the locked request: the money that had ended it is here again. No party's move. */
    resume: (request: PremiumRequest): Promise<PremiumRequest> =>
      request.update({ status: 'PREMIUM', endReason: null, endedAt: null, updatedAt: clock.now() }),
  };
}

/** The payload that every event of a request has. */
export const premiumNews = ({ listing, request }: LockedPremium) => ({
  requestId: request.id,
  listingId: listing.id,
  sellerId: listing.sellerId,
  title: listing.title,
});

export const premiumSubject = (requestId: string) => ({ type: 'premium_request', id: requestId });
