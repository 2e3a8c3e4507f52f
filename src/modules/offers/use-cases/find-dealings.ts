/** What a person has going over a listing: their latest offer, and the deal in which they are a party. */
import { isInRole, type UserActor } from '../../../platform/kernel/actor';
import { UNFINISHED } from '../offer.rules';
import type { Offer } from '../offer.model';
import type { OffersContext } from '../offers.context';

type DealtOffer = Pick<
  Offer,
  'id' | 'buyerId' | 'status' | 'amountCents' | 'turn' | 'expiresAt' | 'transactionId'
>;

const isUnfinished = (status: string): boolean => (UNFINISHED as readonly string[]).includes(status);

export const createFindDealings =
  ({ platform: { database } }: OffersContext) =>
  async (actor: UserActor, listingId: string) => {
    const { userId } = actor;
    const rows = await database.select<DealtOffer>(
      `SELECT id, buyerId, status, amountCents, turn, expiresAt, transactionId FROM offers
       WHERE listingId = :listingId
         AND (buyerId = :userId OR (sellerId = :userId AND transactionId IS NOT NULL)) ORDER BY id DESC`,
      { listingId, userId },
    );
    const seen = rows.filter(({ buyerId }) => isInRole(actor, buyerId === userId ? 'buyer' : 'seller'));
    const own = seen.filter(({ buyerId }) => buyerId === userId);
    const latest = own.find(({ status }) => isUnfinished(status)) ?? own[0] ?? null;
    // The running one before those that fell through.
    const deals = seen.filter(({ transactionId }) => transactionId !== null);
    const deal = deals.find(({ status }) => status !== 'FELL_THROUGH') ?? deals[0];
    return {
      offer: latest && {
        id: latest.id,
        status: latest.status,
        amountCents: latest.amountCents,
        turn: latest.status === 'PENDING' ? latest.turn : null,
        expiresAt: latest.status === 'PENDING' ? latest.expiresAt : null,
        unfinished: isUnfinished(latest.status),
      },
      transactionId: deal?.transactionId ?? null,
    };
  };
