/** Lists transactions: a person's own, and all of them for admins; the newest first. */
import { Op } from 'sequelize';
import { isInRole, type UserActor } from '../../../platform/kernel/actor';
import { type Keyset, NEWEST_ID_FIRST, readPage, sqlKeyset } from '../../../platform/db/keyset';
import { recordKeyset, type Words } from '../../../platform/db/records';
import { mapPage, type Page } from '../../../platform/kernel/page';
import { selectUserIds } from '../../identity';
import { selectListingIds } from '../../listings';
import { awaitedSql } from '../awaited.rules';
import { PARTIES } from '../process/process';
import { processes } from '../process/processes';
import { escrowOf } from '../books.rules';
import type { Transaction, TransactionMove } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import type { AdminTransactionQuery, TransactionQuery } from '../transactions.schema';

const COLUMN_OF = { BUYER: 'buyerId', SELLER: 'sellerId' } as const;
const ROLE_OF = { BUYER: 'buyer', SELLER: 'seller' } as const;

/** Ids of deals over companies with these words. */
export const selectTransactionIds = (words: Words): string =>
  `SELECT t.id FROM transactions t WHERE t.listingId IN (${selectListingIds(words)})`;

/** Ids of both sides of what is open. */
export const selectIdsInDeals =
  'SELECT t.buyerId FROM transactions t WHERE t.endedAt IS NULL UNION SELECT t.sellerId FROM transactions t WHERE t.endedAt IS NULL';

export interface ListedTransaction {
  row: Transaction;
  heldCents: number;
}

export interface ListedForAdmin extends ListedTransaction {
  /** What opened the dispute; null unless the deal is disputed. */
  dispute: TransactionMove | null;
}

export function createListTransactions({ platform, models, ledger }: TransactionsContext) {
  const { clock, database } = platform;

  /** With what is held for each. */
  async function withHeld(page: Page<Transaction>): Promise<Page<ListedTransaction>> {
    const held = await ledger.balances(page.items.map(({ id }) => escrowOf(id)));
    return mapPage(page, (row) => ({ row, heldCents: held.get(escrowOf(row.id)) ?? 0 }));
  }

  async function withDisputes(page: Page<ListedTransaction>): Promise<Page<ListedForAdmin>> {
    const disputed = page.items.filter(({ row }) => row.state === 'DISPUTED').map(({ row }) => row.id);
    const moves =
      disputed.length === 0
        ? []
        : await models.moves.findAll({
            where: { transactionId: disputed, toState: 'DISPUTED', fromState: { [Op.ne]: 'DISPUTED' } },
            order: [['seq', 'ASC']],
          });
    const latest = new Map(moves.map((move) => [move.transactionId, move]));
    return mapPage(page, (listed) => ({ ...listed, dispute: latest.get(listed.row.id) ?? null }));
  }

  /** Each side by its own index, in the order of the index: an OR over two columns would read the whole table. */
  function idsOfOwn(
    actor: UserActor,
    { status, side, waitingFor }: TransactionQuery,
  ): Keyset<{ id: string }> {
    const { userId } = actor;
    const sides = PARTIES.filter(
      (party) => (side === undefined || party === side) && isInRole(actor, ROLE_OF[party]),
    );
    const matching = sides.map((party) =>
      [
        `transactions WHERE ${COLUMN_OF[party]} = :userId`,
        ...(status ? ['state = :status'] : []),
        ...(waitingFor ? [awaitedSql(processes, party)] : []),
      ].join(' AND '),
    );
    if (matching.length === 0) matching.push('transactions WHERE 1 = 0');
    return sqlKeyset(database, {
      name: 'transactions.own',
      order: NEWEST_ID_FIRST,
      values: { userId, status: status ?? null },
      rows: ({ after, orderBy, limit, limitOfPart }) => {
        const parts = matching.map(
          (rows, side) =>
            `SELECT id FROM (SELECT id FROM ${rows} AND ${after} ${orderBy} ${limitOfPart}) side${side}`,
        );
        return `${parts.join(' UNION ALL ')} ${orderBy} ${limit}`;
      },
      matches: matching.map((rows) => `SELECT 1 FROM ${rows}`).join(' UNION ALL '),
    });
  }

  return {
    async listOwn(actor: UserActor, query: TransactionQuery): Promise<Page<ListedTransaction>> {
      const page = await readPage(idsOfOwn(actor, query), query);
      const rows = await models.transactions.findAll({ where: { id: page.items.map(({ id }) => id) } });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const items = page.items.flatMap(({ id }) => byId.get(id) ?? []);
      return withHeld({ ...page, items });
    },

    async listAll(query: AdminTransactionQuery): Promise<Page<ListedForAdmin>> {
      const { status, onHold, overdue, waitingFor, buyerId, sellerId, listingId } = query;
      const all = recordKeyset(
        database,
        models.transactions,
        {
          ...{ name: 'transactions.all', at: 'openedAt' },
          equal: { state: status, buyerId, sellerId, listingId },
          where: [
            ...(onHold === undefined ? [] : [`heldSince IS ${onHold ? 'NOT NULL' : 'NULL'}`]),
            ...(overdue === true ? ['deadlineAt <= :now'] : []),
            ...(overdue === false ? ['(deadlineAt > :now OR deadlineAt IS NULL)'] : []),
            ...(waitingFor ? [awaitedSql(processes, 'ADMIN')] : []),
          ],
          values: { now: clock.now() },
          searchedIn: {
            ...{ texts: ['listingTitle'], ids: ['id', 'offerId'], numbers: ['usdot'] },
            through: [
              { columns: ['buyerId', 'sellerId'], select: selectUserIds },
              { columns: ['listingId'], select: selectListingIds },
            ],
          },
        },
        query,
      );
      return withDisputes(await withHeld(await readPage(all, query)));
    },
  };
}
