/** The offers between a person and others, for whoever asks what they have to do with each other. */
import { UNFINISHED } from '../offer.rules';
import type { OffersContext } from '../offers.context';

export interface OfferBetween {
  listingId: string;
  buyerId: string;
  sellerId: string;
  /** Still bargained over, kept as a back-up, or accepted. */
  unfinished: boolean;
  transactionId: string | null;
  /** A deal of it that has been called off. */
  fellThrough: boolean;
}

export const createListBetween =
  ({ platform: { database } }: OffersContext) =>
  async (userId: string, otherIds: readonly string[]): Promise<OfferBetween[]> => {
    const columns = 'SELECT listingId, buyerId, sellerId, status, transactionId FROM offers';
    const rows = await database.select<Omit<OfferBetween, 'unfinished' | 'fellThrough'> & { status: string }>(
      `${columns} WHERE buyerId = :userId AND sellerId IN (:otherIds)
       UNION ALL ${columns} WHERE buyerId IN (:otherIds) AND sellerId = :userId`,
      { userId, otherIds: [...otherIds] },
    );
    return rows.map(({ status, ...offer }) => ({
      ...offer,
      unfinished: (UNFINISHED as readonly string[]).includes(status),
      fellThrough: status === 'FELL_THROUGH',
    }));
  };
