/** Reads what was posted. */
import type { Database, Values } from '../../platform/db/database';
import { decodeCursor, type Page, pageOf, type PageQuery } from '../../platform/kernel/page';
import type { AccountCode } from './account.rules';
import { findAccounts } from './accounts';
import type { Subject, TransferOrder } from './posting.rules';

export interface TransferRow extends TransferOrder {
  postedAt: number;
}

interface Joined extends Omit<TransferRow, 'subject'> {
  subjectType: string;
  subjectId: string;
}

const COLUMNS = `t.id, d.code AS debit, c.code AS credit, t.amount, t.unit, t.reason,
  t.subjectType, t.subjectId, t.postedAt`;

const WITH_CODES = `JOIN ledger_accounts d ON d.id = t.debitAccountId
  JOIN ledger_accounts c ON c.id = t.creditAccountId`;

const BATCH = 500;

/** Which part of an account's transfers, in which order. */
interface Slice {
  where: string;
  order: 'ASC' | 'DESC';
  limit: string;
  values: Values;
}

const fromRow = ({ subjectType, subjectId, ...row }: Joined): TransferRow => ({
  ...row,
  subject: { type: subjectType, id: subjectId },
});

export function createTransferReader(database: Database) {
  const select = async (sql: string, values: Values): Promise<TransferRow[]> =>
    (await database.select<Joined>(sql, values)).map(fromRow);

  const read = (rest: string, values: Values): Promise<TransferRow[]> =>
    select(`SELECT ${COLUMNS} FROM ledger_transfers t ${WITH_CODES} ${rest}`, values);

  /** Each side by its own index, in the order of the index: an OR over two columns would read the whole table. */
  async function readAccount(
    code: AccountCode,
    { where, order, limit, values }: Slice,
  ): Promise<TransferRow[]> {
    const [account] = await findAccounts(database, [code]);
    if (!account) return [];
    const side = (column: string) =>
      `SELECT id FROM (SELECT s.id, s.postedAt FROM ledger_transfers s
         WHERE s.${column} = :accountId ${where} ORDER BY s.postedAt ${order}, s.id ${order} ${limit}) ${column}s`;
    return select(
      `SELECT ${COLUMNS} FROM (${side('debitAccountId')} UNION ALL ${side('creditAccountId')}) touched
       JOIN ledger_transfers t ON t.id = touched.id ${WITH_CODES}
       ORDER BY t.postedAt ${order}, t.id ${order} ${limit}`,
      { accountId: account.id, ...values },
    );
  }

  return {
    /** Those of the given ids that are posted, by id. */
    async findTransfers(ids: string[]): Promise<Map<string, TransferRow>> {
      if (ids.length === 0) return new Map();
      const rows = await read('WHERE t.id IN (:ids)', { ids });
      return new Map(rows.map((row) => [row.id, row]));
    },

    /** Everything about a subject, or everything that touched an account, oldest first. */
    listTransfers(of: Subject | { account: AccountCode }): Promise<TransferRow[]> {
      if ('account' in of) return readAccount(of.account, { where: '', order: 'ASC', limit: '', values: {} });
      return read('WHERE t.subjectType = :type AND t.subjectId = :id ORDER BY t.postedAt, t.id', {
        type: of.type,
        id: of.id,
      });
    },

    /** A page of what touched an account, newest first. */
    async pageTransfers(account: AccountCode, { cursor, limit }: PageQuery): Promise<Page<TransferRow>> {
      const [postedAt = null, id = null] = cursor ? decodeCursor(cursor, ['number', 'string']) : [];
      const rows = await readAccount(account, {
        where: cursor ? 'AND (s.postedAt < :postedAt OR (s.postedAt = :postedAt AND s.id < :id))' : '',
        order: 'DESC',
        limit: `LIMIT ${limit + 1}`,
        values: { postedAt, id },
      });
      return pageOf(
        rows,
        limit,
        (row) => [row.postedAt, row.id],
        (row) => row,
      );
    },

    /** All transfers about one type of subject, in batches and in no order of time: for checking the books. */
    async *readAllAbout(subjectType: string): AsyncGenerator<TransferRow[]> {
      for (let lastId = ''; ;) {
        const rows = await read(
          `WHERE t.subjectType = :subjectType AND t.id > :lastId ORDER BY t.id LIMIT ${BATCH}`,
          { subjectType, lastId },
        );
        if (rows.length > 0) yield rows;
        const last = rows.at(-1);
        if (!last || rows.length < BATCH) return;
        lastId = last.id;
      }
    },
  };
}
