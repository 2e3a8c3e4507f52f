/** What payments say of a person who asks for his data, or wants to go. */
import type { Database } from '../../../platform/db/database';
import { collectPages } from '../../../platform/kernel/page';
import type { Identity } from '../../identity';
import type { PaymentRows } from '../payment.model';
import type { PayoutRows } from '../payout.model';
import type { createListPayments } from './list-payments';

interface Deps {
  database: Database;
  payments: PaymentRows;
  payouts: PayoutRows;
}

export function partWithUser(
  identity: Identity,
  { database, payments, payouts }: Deps,
  { listOwn }: ReturnType<typeof createListPayments>,
): void {
  identity.contributesToExport('payments', (person) => collectPages((page) => listOwn(person, page)));

  identity.preventsDeletion('payments', async (userId) => {
    const open = await payments.count({ where: { payerId: userId, status: ['STARTED', 'PROCESSING'] } });
    return open > 0 ? 'A payment of yours is under way.' : null;
  });

  // What is owed to somebody who is gone could be paid to nobody.
  identity.preventsDeletion('refunds', async (payerId) => {
    const owed = await database.select<{ id: string }>(
      `SELECT r.id FROM refunds r JOIN payments p ON p.id = r.paymentId
       WHERE p.payerId = :payerId AND r.status <> 'SUCCEEDED' LIMIT 1`,
      { payerId },
    );
    return owed.length > 0 ? 'A refund to you is under way.' : null;
  });

  identity.preventsDeletion('payouts', async (userId) => {
    const open = await payouts.count({ where: { userId, status: ['REQUESTED', 'AWAITING_WIRE'] } });
    return open > 0 ? 'A payout to you is under way.' : null;
  });
}
