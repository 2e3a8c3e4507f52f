/** Keeps offers as back-ups, in the order in which they are called on. */
import type { Offer } from '../offer.model';
import { type Bid, inBackupOrder } from '../offer.rules';
import type { OffersContext } from '../offers.context';

export function createSupersede({ platform, store }: Pick<OffersContext, 'platform' | 'store'>) {
  const { database } = platform;

  const findBids = (offers: Offer[]): Promise<Bid[]> =>
    database.select<Bid>(
      `SELECT o.id AS offerId, bid.amountCents, bid.createdAt AS bidAt
       FROM offers o
       JOIN offer_versions standing ON standing.offerId = o.id AND standing.number = o.standingVersion
       JOIN offer_versions bid ON bid.offerId = o.id
         AND bid.number = CASE standing.side WHEN 'BUYER' THEN standing.number ELSE standing.answers END
       WHERE o.id IN (:ids)`,
      { ids: offers.map(({ id }) => id) },
    );

  /** `others`: every open offer of the listing but the accepted one, locked. Back-ups of an earlier acceptance take their places anew among those of this one. */
  return async function supersede(others: Offer[]): Promise<void> {
    if (others.length === 0) return;
    const order = inBackupOrder(await findBids(others)).map(({ offerId }) => offerId);
    for (const offer of others) {
      const backupRank = order.indexOf(offer.id) + 1;
      if (offer.status === 'PENDING') await store.advance(offer, 'SUPERSEDED', null, { backupRank });
      else await store.offers.update({ backupRank }, { where: { id: offer.id } });
    }
  };
}
