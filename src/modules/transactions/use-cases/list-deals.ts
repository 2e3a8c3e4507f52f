/** Lists deals: a person's own, and all of them for admins; the newest first. */
import { type Attributes, Op, type WhereOptions } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { decodeCursor, type Page, pageOf } from '../../../platform/kernel/page';
import { readerOf } from '../make-move';
import { escrowOf } from '../read-facts';
import type { Transaction } from '../transaction.model';
import { presentSummary } from '../transaction.view';
import type { TransactionsContext } from '../transactions.context';
import type { AdminDealQuery, DealQuery, TransactionSummary } from '../transactions.schema';

type Where = WhereOptions<Attributes<Transaction>>;

export function createListDeals({ platform, models, identity, ledger }: TransactionsContext) {
  async function list(
    actor: UserActor,
    where: Where[],
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<Page<TransactionSummary>> {
    // Ids grow with time, so they are the order of opening.
    const [before] = cursor ? decodeCursor(cursor, ['string']) : [];
    const rows = await models.transactions.findAll({
      where: { [Op.and]: [...where, ...(before ? [{ id: { [Op.lt]: before } }] : [])] },
      order: [['id', 'DESC']],
      limit: limit + 1,
    });
    const people = {
      users: await identity.findUsers([...new Set(rows.flatMap((row) => [row.buyerId, row.sellerId]))]),
      displayName: identity.displayName,
    };
    const held = await ledger.balances(rows.map(({ id }) => escrowOf(id)));
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => presentSummary(row, readerOf(row, actor) ?? 'ADMIN', people, held.get(escrowOf(row.id)) ?? 0),
    );
  }

  return {
    listOwn(actor: UserActor, { status, side, ...page }: DealQuery): Promise<Page<TransactionSummary>> {
      const own: Where = {
        [Op.or]: [
          ...(side === 'SELLER' ? [] : [{ buyerId: actor.userId }]),
          ...(side === 'BUYER' ? [] : [{ sellerId: actor.userId }]),
        ],
      };
      return list(actor, [own, ...(status ? [{ state: status }] : [])], page);
    },

    listAll(actor: UserActor, query: AdminDealQuery): Promise<Page<TransactionSummary>> {
      const { status, onHold, overdue, buyerId, sellerId, listingId, ...page } = query;
      const now = platform.clock.now();
      const where: Where[] = [];
      if (status) where.push({ state: status });
      if (onHold) where.push({ heldSince: onHold === 'true' ? { [Op.ne]: null } : null });
      if (overdue === 'true') where.push({ deadlineAt: { [Op.lte]: now } });
      if (overdue === 'false') {
        where.push({ deadlineAt: { [Op.or]: [{ [Op.gt]: now }, { [Op.is]: null }] } });
      }
      if (buyerId) where.push({ buyerId });
      if (sellerId) where.push({ sellerId });
      if (listingId) where.push({ listingId });
      return list(actor, where, page);
    },
  };
}
