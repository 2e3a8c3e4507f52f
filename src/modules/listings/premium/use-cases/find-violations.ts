/** Holds premium requests against the ledger, the payments and the marks on the listings, both ways. */
import { Op } from 'sequelize';
import { type Violation, violationsOf } from '../../../../platform/kernel/violation';
import type { TransferRow } from '../../../ledger';
import type { ListingsContext } from '../../listings.context';
import { premiumSubject } from '../premium-record';
import type { PremiumRequest } from '../premium-request.model';
import { premiumRevenueId } from '../premium.rules';

const violation = violationsOf('listings');

const BATCH = 500;

export function createFindPremiumViolations({
  platform,
  premiumRequests,
  payments,
  ledger,
}: ListingsContext) {
  const { database } = platform;

  /** What is written first is read first: a request that is paid meanwhile is no violation. */
  return async function findViolations(): Promise<Violation[]> {
    const found = await findWrongMarks();
    for await (const rows of walkPaid()) {
      found.push(...(await findUnbooked(rows)), ...(await findUnreturned(rows)));
    }
    for await (const transfers of ledger.readAllAbout(premiumSubject('').type)) {
      found.push(...(await findUnpaid(transfers)));
    }
    return found;
  };

  async function* walkPaid(): AsyncGenerator<PremiumRequest[]> {
    for (let last = ''; ;) {
      const rows = await premiumRequests.findAll({
        where: { id: { [Op.gt]: last }, status: ['PREMIUM', 'ENDED'] },
        order: [['id', 'ASC']],
        limit: BATCH,
      });
      if (rows.length > 0) yield rows;
      const end = rows.at(-1);
      if (!end || rows.length < BATCH) return;
      last = end.id;
    }
  }

  async function findUnbooked(rows: PremiumRequest[]): Promise<Violation[]> {
    const transfers = await ledger.findTransfers(rows.map(({ id }) => premiumRevenueId(id)));
    return rows.flatMap(({ id, feeCents, paymentId }) => {
      const transfer = transfers.get(premiumRevenueId(id));
      if (transfer?.amount === feeCents && transfer.debit === `unallocated:${paymentId}`) return [];
      const booked = transfer ? `${transfer.amount} cents from ${transfer.debit}` : 'nothing';
      return [
        violation(
          'premium_booked',
          `request ${id}`,
          `${feeCents} cents of payment ${paymentId}; booked ${booked}.`,
        ),
      ];
    });
  }

  async function findUnreturned(rows: PremiumRequest[]): Promise<Violation[]> {
    const found: Violation[] = [];
    for (const { id, paymentId, returnedCents } of rows.filter((row) => row.returnedCents > 0)) {
      const { refundedCents } = await payments.getPayment(paymentId ?? '');
      if (refundedCents === returnedCents) continue;
      const detail = `${returnedCents} cents are to go back; of the payment ${refundedCents} did.`;
      found.push(violation('premium_returned', `request ${id}`, detail));
    }
    return found;
  }

  async function findUnpaid(transfers: TransferRow[]): Promise<Violation[]> {
    const paid = await premiumRequests.findAll({
      attributes: ['id'],
      where: { id: transfers.map(({ subject }) => subject.id), status: ['PREMIUM', 'ENDED'] },
    });
    const known = new Set(paid.map(({ id }) => premiumRevenueId(id)));
    return transfers
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => violation('premium_has_request', `transfer ${id}`, 'No paid request goes with it.'));
  }

  /** A listing and its card are marked while a paid request stands, and only then. */
  async function findWrongMarks(): Promise<Violation[]> {
    const rows = await database.select<{ id: string; standing: number }>(
      `SELECT l.id, 1 AS standing FROM premium_requests p
         JOIN listings l ON l.id = p.listingId JOIN listing_cards c ON c.listingId = l.id
       WHERE p.status = 'PREMIUM' AND (l.premium = 0 OR c.premium = 0)
       UNION ALL
       SELECT l.id, 0 AS standing FROM listings l JOIN listing_cards c ON c.listingId = l.id
       WHERE (l.premium = 1 OR c.premium = 1) AND NOT EXISTS (
         SELECT 1 FROM premium_requests p WHERE p.listingId = l.id AND p.status = 'PREMIUM')`,
      {},
    );
    return rows.map(({ id, standing }) =>
      violation(
        'premium_marked',
        `listing ${id}`,
        Number(standing)
          ? 'It is premium, and not marked so.'
          : 'It is marked premium without a paid request.',
      ),
    );
  }
}
