/** Compares premium requests with the ledger, the payments and the marks on listings, in both directions. */
import { dollars } from '../../../../platform/kernel/money';
import { proveEach } from '../../../../platform/db/find-unreadable';
import { BY_ID, modelKeyset } from '../../../../platform/db/keyset';
import { walk } from '../../../../platform/db/walk';
import { type Violation, violationsOf } from '../../../../platform/kernel/violation';
import type { TransferRow } from '../../../ledger';
import type { ListingsContext } from '../../listings.context';
import { premiumSubject } from '../premium.store';
import type { PremiumRequest } from '../premium-request.model';
import { premiumRevenueId } from '../premium.rules';

const violation = violationsOf('listings');

export function createFindPremiumViolations({ platform, premium, payments, ledger }: ListingsContext) {
  const { database } = platform;

  const paid = modelKeyset(premium.requests, {
    name: 'premium.paid',
    order: BY_ID,
    where: { status: ['PREMIUM', 'ENDED'] },
  });

  /** Reads in the order in which payment writes, so that a request paid meanwhile is no violation. */
  return (): Promise<Violation[]> =>
    proveEach({
      'listings.premium_marks': findWrongMarks,
      'listings.premium_requests': findWrongRequests,
      'listings.premium_transfers': findStrayTransfers,
    });

  async function findWrongRequests(): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const rows of walk(paid)) {
      found.push(...(await findUnbooked(rows)), ...(await findUnreturned(rows)));
    }
    return found;
  }

  async function findStrayTransfers(): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const transfers of ledger.readAllAbout(premiumSubject('').type)) {
      found.push(...(await findUnpaid(transfers)));
    }
    return found;
  }

  async function findUnbooked(rows: PremiumRequest[]): Promise<Violation[]> {
    const transfers = await ledger.findTransfers(rows.map(({ id }) => premiumRevenueId(id)));
    return rows.flatMap(({ id, feeCents, paymentId }) => {
      const transfer = transfers.get(premiumRevenueId(id));
      if (transfer?.amount === feeCents && transfer.debit === `unallocated:${paymentId}`) return [];
      const booked = transfer ? `${dollars(transfer.amount)} from ${transfer.debit}` : 'nothing';
      return [
        violation(
          'premium_booked',
          `request ${id}`,
          `${dollars(feeCents ?? 0)} of payment ${paymentId}; booked ${booked}.`,
        ),
      ];
    });
  }

  async function findUnreturned(rows: PremiumRequest[]): Promise<Violation[]> {
    const found: Violation[] = [];
    for (const { id, paymentId, returnedCents } of rows.filter((row) => row.returnedCents > 0)) {
      const { refundedCents } = await payments.getPayment(paymentId ?? '');
      if (refundedCents === returnedCents) continue;
      const detail = `${dollars(returnedCents)} has to go back; ${dollars(refundedCents)} of the payment did.`;
      found.push(violation('premium_returned', `request ${id}`, detail));
    }
    return found;
  }

  async function findUnpaid(transfers: TransferRow[]): Promise<Violation[]> {
    const paid = await premium.requests.findAll({
      attributes: ['id'],
      where: { id: transfers.map(({ subject }) => subject.id), status: ['PREMIUM', 'ENDED'] },
    });
    const known = new Set(paid.map(({ id }) => premiumRevenueId(id)));
    return transfers
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => violation('premium_has_request', `transfer ${id}`, 'It has no paid request.'));
  }

  /** A listing and its card are marked while a paid request lasts, and only then. */
  async function findWrongMarks(): Promise<Violation[]> {
    const rows = await database.select<{ id: string; paid: number }>(
      `SELECT l.id, 1 AS paid FROM premium_requests p
         JOIN listings l ON l.id = p.listingId JOIN listing_cards c ON c.listingId = l.id
       WHERE p.status = 'PREMIUM' AND (l.premium = 0 OR c.premium = 0)
       UNION ALL
       SELECT l.id, 0 AS paid FROM listings l JOIN listing_cards c ON c.listingId = l.id
       WHERE (l.premium = 1 OR c.premium = 1) AND NOT EXISTS (
         SELECT 1 FROM premium_requests p WHERE p.listingId = l.id AND p.status = 'PREMIUM')`,
      {},
    );
    return rows.map(({ id, paid }) =>
      violation(
        'premium_marked',
        `listing ${id}`,
        Number(paid) ? 'It is premium but not marked.' : 'It is marked premium without a paid request.',
      ),
    );
  }
}
