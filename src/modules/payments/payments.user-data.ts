/** What payments add to a person's export of their data, and what keeps an account from being deleted. */
import { collectPages } from '../../platform/db/walk';
import { mapWholePage } from '../../platform/kernel/page';
import type { PaymentPresenter } from './payment.view';
import type { PaymentsContext } from './payments.context';
import type { createListPayments } from './use-cases/list-payments';

export function registerUserData(
  { platform, identity, models }: PaymentsContext,
  { listOwn }: Pick<ReturnType<typeof createListPayments>, 'listOwn'>,
  present: PaymentPresenter,
): void {
  const { database } = platform;

  identity.contributesToExport('payments', (person) =>
    collectPages(async (page) => mapWholePage(await listOwn(person, page), present.paymentTo(person))),
  );

  identity.preventsDeletion('payments', async (userId) => {
    const open = await models.payments.count({
      where: { payerId: userId, status: ['STARTED', 'PROCESSING'] },
    });
    return open > 0 ? 'A payment of yours is under way.' : null;
  });

  // A refund owed to a deleted account could reach nobody.
  identity.preventsDeletion('refunds', async (payerId) => {
    const owed = await database.select<{ id: string }>(
      `SELECT r.id FROM refunds r JOIN payments p ON p.id = r.paymentId
       WHERE p.payerId = :payerId AND r.status NOT IN ('SUCCEEDED', 'TAKEN_BACK') LIMIT 1`,
      { payerId },
    );
    return owed.length > 0 ? 'A refund to you is under way.' : null;
  });
}
