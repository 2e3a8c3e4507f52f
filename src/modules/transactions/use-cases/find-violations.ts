/** Proves the deals: their money against the ledger, their listings, their timelines. */
import { allRowsOf } from '../../../platform/db/keyset';
import { proveEach, proveRow, proveRows } from '../../../platform/db/find-unreadable';
import { walk } from '../../../platform/db/walk';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import { escrowOf, expectedListing, findFaults } from '../books.rules';
import { hasEnded } from '../process/process';
import { processOf } from '../process/processes';
import { paidNowOf } from '../terms.rules';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { createSumFrozen } from './sum-frozen';

const violation = violationsOf('transactions');

export function createFindViolations(context: TransactionsContext) {
  const { platform, models, ledger, listings } = context;
  const { database } = platform;
  const sumFrozen = createSumFrozen(context);

  return (): Promise<Violation[]> => database.snapshot(findViolations);

  async function findViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const rows of walk(allRowsOf(models.transactions))) {
      found.push(
        ...(await proveEach({
          'transactions.money': () => checkMoney(rows),
          'transactions.listings': () => proveRows('transactions.listing_readable', rows, checkListings),
          'transactions.timelines': () => checkTimelines(rows),
        })),
      );
    }
    return found;
  }

  async function checkMoney(rows: Transaction[]): Promise<Violation[]> {
    const held = await ledger.balances(rows.map(({ id }) => escrowOf(id)));
    const received = await sumReceipts(rows);
    const frozen = await sumFrozen(rows.map(({ id }) => id));
    const found: Violation[] = [];
    for (const row of rows) {
      const subject = `transaction ${row.id}`;
      const proof = { check: 'transactions.row_readable', subject };
      const faults = await proveRow(proof, async () => {
        const books = {
          transfers: await ledger.listTransfers({ account: escrowOf(row.id) }),
          heldCents: held.get(escrowOf(row.id)) ?? 0,
          receivedCents: received.get(row.id) ?? 0,
          frozenCents: frozen.get(row.id) ?? 0,
        };
        const deal = { ...row.get(), paidNowCents: paidNowOf(row.terms) };
        const { holds } = processOf(row.processVersion).states[row.state];
        return findFaults(deal, holds, books).map((fault) => ({ ...fault, subject }));
      });
      found.push(...faults);
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
