/** Payouts that wait for the wire of an administrator. */
import { waitingIn } from '../../../platform/db/waiting';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import type { PayoutsContext } from '../payouts.context';

export const createListWaiting =
  ({ models: { payouts } }: PayoutsContext) =>
  async (): Promise<WaitingQueue[]> => [
    await waitingIn(payouts, {
      kind: 'PAYOUT_TO_SEND',
      task: 'Wire the payout and record it.',
      path: '/admin/payouts?status=AWAITING_WIRE',
      where: { status: 'AWAITING_WIRE' },
      since: 'requestedAt',
      items: (rows) =>
        rows.map(({ id, userId, amountCents, bankAccountDigits, requestedAt }) => ({
          ...{ id, userId, amountCents, since: requestedAt },
          about: `To the bank account that ends on ${bankAccountDigits ?? '…'}`,
        })),
    }),
  ];
