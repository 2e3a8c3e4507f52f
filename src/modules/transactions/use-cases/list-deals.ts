/** Lists deals: a person's own, and all of them for admins; the newest first. */
import { type Attributes, Op, type WhereOptions } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { decodeCursor, type Page, pageOf } from '../../../platform/kernel/page';
import { readerOf } from '../make-move';
import { PARTIES } from '../process/process';
import { escrowOf } from '../books.rules';
import type { Transaction } from '../transaction.model';
import { presentSummary } from '../transaction.view';
import type { TransactionsContext } from '../transactions.context';
import type { AdminDealQuery, DealQuery, TransactionSummary } from '../transactions.schema';

type Where = WhereOptions<Attributes<Transaction>>;

const COLUMN_OF = { BUYER: 'buyerId', SELLER: 'sellerId' } as const;

/** The id after which the page begins; null for the first. Ids grow with time, so they are the order of opening. */
const beforeOf = (cursor: string | undefined): string | null =>
  cursor ? String(decodeCursor(cursor, ['string'])[0]) : null;

export function createListDeals({ platform, models, identity, ledger }: TransactionsContext) {
  const { clock, database } = platform;

  async function present(
    actor: UserActor,
    rows: Transaction[],
    limit: number,
  ): Promise<Page<TransactionSummary>> {
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

  const find = (where: Where, limit?: number): Promise<Transaction[]> =>
    models.transactions.findAll({ where, order: [['id', 'DESC']], ...(limit ? { limit } : {}) });

  /** Each side by its own index, in the order of the index: an OR over two columns would read the whole table. */
  async function findOwnIds(userId: string, { status, side, cursor, limit }: DealQuery): Promise<string[]> {
    const before = beforeOf(cursor);
    const sides = PARTIES.filter((party) => side === undefined || party === side).map(
      (party) =>
        `SELECT id FROM (SELECT id FROM transactions WHERE ${COLUMN_OF[party]} = :userId
           ${status ? 'AND state = :status' : ''} ${before ? 'AND id < :before' : ''}
           ORDER BY id DESC LIMIT ${limit + 1}) as_${party.toLowerCase()}`,
    );
    const rows = await database.select<{ id: string }>(
      `${sides.join(' UNION ALL ')} ORDER BY id DESC LIMIT ${limit + 1}`,
      { userId, status: status ?? null, before },
    );
    return rows.map(({ id }) => id);
  }

  return {
    async listOwn(actor: UserActor, query: DealQuery): Promise<Page<TransactionSummary>> {
      const ids = await findOwnIds(actor.userId, query);
      return present(actor, ids.length > 0 ? await find({ id: ids }) : [], query.limit);
    },

    async listAll(actor: UserActor, query: AdminDealQuery): Promise<Page<TransactionSummary>> {
      const { status, onHold, overdue, buyerId, sellerId, listingId, cursor, limit } = query;
      const now = clock.now();
      const before = beforeOf(cursor);
      const where: Where[] = [];
      if (before) where.push({ id: { [Op.lt]: before } });
      if (status) where.push({ state: status });
      if (onHold) where.push({ heldSince: onHold === 'true' ? { [Op.ne]: null } : null });
      if (overdue === 'true') where.push({ deadlineAt: { [Op.lte]: now } });
      if (overdue === 'false') {
        where.push({ deadlineAt: { [Op.or]: [{ [Op.gt]: now }, { [Op.is]: null }] } });
      }
      if (buyerId) where.push({ buyerId });
      if (sellerId) where.push({ sellerId });
      if (listingId) where.push({ listingId });
      return present(actor, await find({ [Op.and]: where }, limit + 1), limit);
    },
  };
}
