/** Proves the deals: their money against the ledger, their listings, their timelines. */
import { Op } from 'sequelize';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import { escrowOf, expectedListing, findFaults } from '../books.rules';
import { hasEnded } from '../process/process';
import { processOf } from '../process/processes';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';

const violation = violationsOf('transactions');

const BATCH = 200;

export function createFindViolations({ platform, models, ledger, listings }: TransactionsContext) {
  const { database } = platform;

  return async function findViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    for (let lastId = ''; ;) {
      const rows = await models.transactions.findAll({
        where: { id: { [Op.gt]: lastId } },
        order: [['id', 'ASC']],
        limit: BATCH,
      });
      found.push(
        ...(await checkMoney(rows)),
        ...(await checkListings(rows)),
        ...(await checkTimelines(rows)),
      );
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return found;
      lastId = last.id;
    }
  };

  async function checkMoney(rows: Transaction[]): Promise<Violation[]> {
    const held = await ledger.balances(rows.map(({ id }) => escrowOf(id)));
    const received = await sumReceipts(rows);
    const found: Violation[] = [];
    for (const row of rows) {
      const faults = findFaults(row, processOf(row.processVersion).states[row.state].holds, {
        transfers: await ledger.listTransfers({ account: escrowOf(row.id) }),
        heldCents: held.get(escrowOf(row.id)) ?? 0,
        receivedCents: received.get(row.id) ?? 0,
      });
      found.push(...faults.map((fault) => ({ ...fault, subject: `transaction ${row.id}` })));
    }
    return found;
  }

  async function sumReceipts(rows: Transaction[]): Promise<Map<string, number>> {
    if (rows.length === 0) return new Map();
    const sums = await database.select<{ transactionId: string; total: number }>(
      `SELECT transactionId, SUM(amountCents) AS total FROM transaction_receipts
       WHERE fate = 'ESCROW' AND transactionId IN (:ids) GROUP BY transactionId`,
      { ids: rows.map(({ id }) => id) },
    );
    return new Map(sums.map(({ transactionId, total }) => [transactionId, Number(total)]));
  }

  async function checkListings(rows: Transaction[]): Promise<Violation[]> {
    const found = await listings.findListings(rows.map(({ listingId }) => listingId));
    return rows.flatMap(({ id, listingId, state, buyerId }) => {
      const listing = found.get(listingId);
      const expected = expectedListing(hasEnded(state) ? state : null);
      if (expected === null || (listing?.status === expected && listing.buyerId === buyerId)) return [];
      return violation(
        'listing_fits_deal',
        `transaction ${id}`,
        `The deal is ${state}, its listing ${listing?.status ?? 'gone'} for ${listing?.buyerId ?? 'nobody'}.`,
      );
    });
  }

  /** Every change of the row stands on the timeline, and the last one is what the row says. */
  async function checkTimelines(rows: Transaction[]): Promise<Violation[]> {
    if (rows.length === 0) return [];
    const ends = await database.select<{ transactionId: string; moves: number; toState: string }>(
      `SELECT t.id AS transactionId, m.toState,
              (SELECT COUNT(*) FROM transaction_moves every_move WHERE every_move.transactionId = t.id) AS moves
       FROM transactions t JOIN transaction_moves m ON m.transactionId = t.id AND m.seq = t.version
       WHERE t.id IN (:ids)`,
      { ids: rows.map(({ id }) => id) },
    );
    const endOf = new Map(ends.map((end) => [end.transactionId, end]));
    return rows.flatMap(({ id, state, version }) => {
      const end = endOf.get(id);
      if (end?.toState === state && Number(end.moves) === version) return [];
      return violation(
        'timeline_is_whole',
        `transaction ${id}`,
        `The deal is ${state} at move ${version}; its timeline has ${end?.moves ?? 0} and ends ${end?.toState ?? 'elsewhere'}.`,
      );
    });
  }
}
