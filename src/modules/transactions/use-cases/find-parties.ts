/** Who stands on the sides of a deal, and with whom a person has deals under way. */
import type { UserActor } from '../../../platform/kernel/actor';
import { readerOf } from '../make-move';
import type { TransactionsContext } from '../transactions.context';

/** More than a person has at once; further ones are not looked for. */
const COUNTERPARTIES_MAX = 500;

export function createFindParties({
  platform,
  models,
  listings,
  offers,
}: Pick<TransactionsContext, 'platform' | 'models' | 'listings' | 'offers'>) {
  return {
    /** The sides of a deal, whoever asks. */
    async sidesOf(transactionId: string): Promise<string[]> {
      const row = await models.transactions.findByPk(transactionId, {
        attributes: ['id', 'buyerId', 'sellerId'],
      });
      return row ? [row.buyerId, row.sellerId] : [];
    },

    /** The sides of the deal about a company, and those who have an offer going for it. */
    async partiesOver(usdot: number): Promise<string[]> {
      const listing = await listings.findLiveListing(usdot);
      if (!listing) return [];
      const deal = await models.transactions.findOne({ where: { listingId: listing.id, endedAt: null } });
      return [...(await offers.listBuyers(listing.id)), ...(deal ? [deal.buyerId, deal.sellerId] : [])];
    },

    async findParties(actor: UserActor, transactionId: string): Promise<readonly string[] | null> {
      const row = await models.transactions.findByPk(transactionId, {
        attributes: ['id', 'buyerId', 'sellerId'],
      });
      return row && readerOf(row, actor) ? [row.buyerId, row.sellerId] : null;
    },

    /** Each side by its own index. */
    async listCounterparties(userId: string): Promise<string[]> {
      const rows = await platform.database.select<{ id: string }>(
        `SELECT sellerId AS id FROM transactions WHERE buyerId = :userId AND endedAt IS NULL
         UNION SELECT buyerId AS id FROM transactions WHERE sellerId = :userId AND endedAt IS NULL
         LIMIT ${COUNTERPARTIES_MAX}`,
        { userId },
      );
      return rows.map(({ id }) => id);
    },
  };
}
