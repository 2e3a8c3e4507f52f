/** Reads what was posted. */
import type { Database, Values } from '../../platform/db/database';
import { type Keyset, readPage, selectKeyset, sqlKeyset } from '../../platform/db/keyset';
import { collect, walk } from '../../platform/db/walk';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { mapWholePage, type Page, type PageQuery } from '../../platform/kernel/page';
import type { AccountCode } from './account.rules';
import { findAccounts } from './accounts';
import type { Subject, TransferOrder } from './posting.rules';

export interface TransferRow extends TransferOrder {
  postedAt: number;
}

/** All that was moved from one account to another for one subject. */
export interface SubjectSum {
  subjectId: string;
  debit: AccountCode;
  credit: AccountCode;
  amount: number;
}

/** No place is off the hour of UTC by less. */
const SLOT_MS = 15 * MINUTE_MS;

/** In one statement. */
const SUBJECTS_AT_ONCE = 500;

interface Joined extends Omit<TransferRow, 'subject'> {
  subjectType: string;
  subjectId: string;
}

const COLUMNS = `t.id, d.code AS debit, c.code AS credit, t.amount, t.unit, t.reason,
  t.subjectType, t.subjectId, t.postedAt`;

const WITH_CODES = `JOIN ledger_accounts d ON d.id = t.debitAccountId
  JOIN ledger_accounts c ON c.id = t.creditAccountId`;

/** Each side has its own index of these. */
const SIDES = ['debitAccountId', 'creditAccountId'];

const fromRow = ({ subjectType, subjectId, ...row }: Joined): TransferRow => ({
  ...row,
  subject: { type: subjectType, id: subjectId },
});

export function createTransferReader(database: Database) {
  const select = async (sql: string, values: Values): Promise<TransferRow[]> =>
    (await database.select<Joined>(sql, values)).map(fromRow);

  const read = (rest: string, values: Values): Promise<TransferRow[]> =>
    select(`SELECT ${COLUMNS} FROM ledger_transfers t ${WITH_CODES} ${rest}`, values);

  /**
   * What touched an account. Each side by its own index, in the order of the index: an OR over two columns
   * would read the whole table.
   */
  const touching = (accountId: string, direction: 'ASC' | 'DESC' = 'DESC'): Keyset<Joined> =>
    sqlKeyset<Joined>(database, {
      name: 'ledger.account',
      order: [
        ['t.postedAt', direction],
        ['t.id', direction],
      ],
      values: { accountId },
      rows: ({ after, orderBy, limit, limitOfPart }) => {
        const parts = SIDES.map(
          (side) =>
            `SELECT id FROM (SELECT t.id, t.postedAt FROM ledger_transfers t
               WHERE t.${side} = :accountId AND ${after} ${orderBy} ${limitOfPart}) ${side}s`,
        );
        return `SELECT ${COLUMNS} FROM (${parts.join(' UNION ALL ')}) touched
          JOIN ledger_transfers t ON t.id = touched.id ${WITH_CODES} ${orderBy} ${limit}`;
      },
      matches: SIDES.map((side) => `SELECT 1 FROM ledger_transfers WHERE ${side} = :accountId`).join(
        ' UNION ALL ',
      ),
    });

  const findId = async (code: AccountCode): Promise<string | null> =>
    (await findAccounts(database, [code]))[0]?.id ?? null;

  async function* walkAccount(code: AccountCode, direction: 'ASC' | 'DESC'): AsyncGenerator<TransferRow[]> {
    const id = await findId(code);
    if (id === null) return;
    for await (const rows of walk(touching(id, direction))) yield rows.map(fromRow);
  }

  return {
    /** Those of the given ids that are posted, by id. */
    async findTransfers(ids: string[]): Promise<Map<string, TransferRow>> {
      if (ids.length === 0) return new Map();
      const rows = await read('WHERE t.id IN (:ids)', { ids });
      return new Map(rows.map((row) => [row.id, row]));
    },

    /** Everything about a subject, or everything that touched an account, oldest first. */
    async listTransfers(of: Subject | { account: AccountCode }): Promise<TransferRow[]> {
      if ('account' in of) return collect(walkAccount(of.account, 'ASC'));
      return read('WHERE t.subjectType = :type AND t.subjectId = :id ORDER BY t.postedAt, t.id', {
        type: of.type,
        id: of.id,
      });
    },

    /** What was moved from where to where, added up for each of these subjects. */
    async sumsAbout(subjectType: string, subjectIds: readonly string[]): Promise<SubjectSum[]> {
      const sums: SubjectSum[] = [];
      for (let from = 0; from < subjectIds.length; from += SUBJECTS_AT_ONCE) {
        const ids = subjectIds.slice(from, from + SUBJECTS_AT_ONCE);
        const rows = await database.select<SubjectSum>(
          `SELECT t.subjectId, d.code AS debit, c.code AS credit, SUM(t.amount) AS amount
           FROM ledger_transfers t ${WITH_CODES}
           WHERE t.subjectType = :subjectType AND t.subjectId IN (:ids) GROUP BY t.subjectId, d.code, c.code`,
          { subjectType, ids },
        );
        sums.push(...rows.map((row) => ({ ...row, amount: Number(row.amount) })));
      }
      return sums;
    },

    /** What an account gained within a time, in its credits less its debits, by quarters of an hour. */
    async gainsOf(code: AccountCode, from: number, to: number): Promise<{ at: number; amount: number }[]> {
      const id = await findId(code);
      if (id === null) return [];
      const parts = [
        ['creditAccountId', 'amount'],
        ['debitAccountId', '-amount'],
      ].map(
        ([side, amount]) => `SELECT postedAt - postedAt % ${SLOT_MS} AS at, ${amount} AS amount
          FROM ledger_transfers WHERE ${side} = :id AND postedAt >= :from AND postedAt < :to`,
      );
      const rows = await database.select<{ at: number; amount: number }>(
        `SELECT gained.at, SUM(gained.amount) AS amount FROM (${parts.join(' UNION ALL ')}) gained
         GROUP BY gained.at ORDER BY gained.at`,
        { id, from, to },
      );
      return rows.map(({ at, amount }) => ({ at: Number(at), amount: Number(amount) }));
    },

    /** A page of what touched an account, newest first. */
    async pageTransfers(code: AccountCode, query: PageQuery): Promise<Page<TransferRow>> {
      // Nothing has touched an account without a row; no row has this id.
      const id = (await findId(code)) ?? '';
      return mapWholePage(await readPage(touching(id), { ...query, code }), fromRow);
    },

    /** A page of what was posted about a subject, newest first. */
    async pageAbout({ type, id }: Subject, query: PageQuery): Promise<Page<TransferRow>> {
      const about = selectKeyset<Joined>(database, {
        name: 'ledger.subject',
        order: [
          ['t.postedAt', 'DESC'],
          ['t.id', 'DESC'],
        ],
        select: COLUMNS,
        from: `ledger_transfers t ${WITH_CODES}`,
        where: ['t.subjectType = :type', 't.subjectId = :id'],
        values: { type, id },
      });
      return mapWholePage(await readPage(about, { ...query, type, id }), fromRow);
    },

    /** Everything that touched an account, in batches, newest first: for checking the books. */
    readAllOf: (code: AccountCode): AsyncGenerator<TransferRow[]> => walkAccount(code, 'DESC'),

    /** All transfers about one type of subject, in batches and in no order of time: for checking the books. */
    async *readAllAbout(subjectType: string): AsyncGenerator<TransferRow[]> {
      const about = selectKeyset<Joined>(database, {
        name: 'ledger.about',
        order: [['t.id', 'ASC']],
        select: COLUMNS,
        from: `ledger_transfers t ${WITH_CODES}`,
        where: ['t.subjectType = :subjectType'],
        values: { subjectType },
      });
      for await (const rows of walk(about)) yield rows.map(fromRow);
    },
  };
}
