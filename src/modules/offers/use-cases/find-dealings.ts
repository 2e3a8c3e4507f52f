/** What a person has going over a listing: their latest offer, and the deal in which they are a party. */
import { Op } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { UNFINISHED } from '../offer.rules';
import type { OffersContext } from '../offers.context';

const isUnfinished = (status: string): boolean => (UNFINISHED as readonly string[]).includes(status);

export const createFindDealings =
  ({ store }: OffersContext) =>
  async ({ userId }: UserActor, listingId: string) => {
    const rows = await store.offers.findAll({
      where: {
        listingId,
        [Op.or]: [{ buyerId: userId }, { sellerId: userId, transactionId: { [Op.ne]: null } }],
      },
      order: [['id', 'DESC']],
    });
    const own = rows.filter(({ buyerId }) => buyerId === userId);
    const latest = own.find(({ status }) => isUnfinished(status)) ?? own[0] ?? null;
    // The running one before those that fell through.
    const deals = rows.filter(({ transactionId }) => transactionId !== null);
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
