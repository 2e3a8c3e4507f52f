/** What a person's offers come to, as their dashboard shows it. */
import type { Side } from '../offer.rules';
import type { OffersContext } from '../offers.context';

export interface OffersOverview {
  /** Pending: on either side's turn. */
  open: number;
  waitingForMe: number;
  accepted: number;
  total: number;
}

/** An offer that came to a seller. */
export interface OfferMoment {
  listingId: string;
  at: number;
}

const COLUMN = { BUYER: 'buyerId', SELLER: 'sellerId' } as const;

export function createReadOverviews({ platform: { clock, database } }: Pick<OffersContext, 'platform'>) {
  return {
    /** Of the offers that they made, or of those that came to them. */
    async overviewOf(userId: string, side: Side): Promise<OffersOverview> {
      const [row] = await database.select<Record<keyof OffersOverview, number | null>>(
        `SELECT COUNT(*) AS total,
           SUM(CASE WHEN status = 'PENDING' AND expiresAt > :now THEN 1 ELSE 0 END) AS open,
           SUM(CASE WHEN status = 'PENDING' AND expiresAt > :now AND turn = :side THEN 1 ELSE 0 END) AS waitingForMe,
           SUM(CASE WHEN status IN ('ACCEPTED', 'COMPLETED') THEN 1 ELSE 0 END) AS accepted
         FROM offers WHERE ${COLUMN[side]} = :userId`,
        { userId, side, now: clock.now() },
      );
      const count = (name: keyof OffersOverview) => Number(row?.[name] ?? 0);
      return {
        open: count('open'),
        waitingForMe: count('waitingForMe'),
        accepted: count('accepted'),
        total: count('total'),
      };
    },

    receivedSince: (sellerId: string, since: number): Promise<OfferMoment[]> =>
      database.select<OfferMoment>(
        'SELECT listingId, createdAt AS at FROM offers WHERE sellerId = :sellerId AND createdAt >= :since',
        { sellerId, since },
      ),
  };
}

export type OfferOverviews = ReturnType<typeof createReadOverviews>;
