/** What payments say of a person who asks for his data, or wants to go. */
import { collectPages } from '../../../platform/kernel/page';
import type { Identity } from '../../identity';
import type { PaymentRows } from '../payment.model';
import type { createListPayments } from './list-payments';

export function partWithUser(
  identity: Identity,
  payments: PaymentRows,
  { listOwn }: ReturnType<typeof createListPayments>,
): void {
  identity.contributesToExport('payments', (person) => collectPages((page) => listOwn(person, page)));

  identity.preventsDeletion('payments', async (userId) => {
    const open = await payments.count({ where: { payerId: userId, status: ['STARTED', 'PROCESSING'] } });
    return open > 0 ? 'A payment of yours is under way.' : null;
  });
}
