/** Wires that an administrator has to look for at the bank, and refunds that take one to go out. */
import { Op } from 'sequelize';
import { waitingIn } from '../../../platform/db/waiting';
import { QUEUE_SHOWN, type WaitingQueue } from '../../../platform/kernel/waiting';
import type { PaymentRow } from '../payment.model';
import { missingOf } from '../wire.rules';
import type { PaymentsContext } from '../payments.context';

export const createListWaiting = ({
  models: { payments, refunds, unassigned },
  parties,
}: PaymentsContext) => {
  /** Of those that are shown; the acts themselves refuse everybody who has a part in the others. */
  async function concernsOf(rows: readonly PaymentRow[]): Promise<Map<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    for (const row of rows.slice(0, QUEUE_SHOWN)) found.set(row.id, await parties.partiesOf(row));
    return found;
  }

  return (): Promise<WaitingQueue[]> =>
    Promise.all([
      waitingIn(payments, {
        kind: 'WIRE_EXPECTED',
        task: 'Look for the wire at the bank and confirm it.',
        path: '/admin/payments?method=WIRE',
        where: { method: 'WIRE', status: { [Op.in]: ['STARTED', 'PROCESSING'] } },
        since: 'startedAt',
        items: async (rows) => {
          const concerns = await concernsOf(rows);
          return rows.map((row) => ({
            ...{ id: row.id, userId: row.payerId, amountCents: missingOf(row), since: row.startedAt },
            ...{ concerns: concerns.get(row.id) ?? [] },
            about: `${row.description} (${row.wireReference ?? ''})`,
          }));
        },
      }),
      waitingIn(unassigned, {
        kind: 'UNASSIGNED_MONEY',
        task: 'Find out whose it is and assign it, or send it back.',
        path: '/admin/unassigned-money?state=PARKED',
        where: { state: 'PARKED' },
        since: 'bookedAt',
        items: (rows) =>
          rows.map(({ id, sender, reference, amountCents, bookedAt }) => ({
            ...{ id, userId: null, about: `${sender} (${reference})`, amountCents, since: bookedAt },
          })),
      }),
      waitingIn(refunds, {
        kind: 'REFUND_TO_SEND',
        task: 'Wire the refund and confirm it, or look after one that the gateway could not carry out.',
        path: '/admin/refunds?status=AWAITING_WIRE',
        where: { status: { [Op.in]: ['AWAITING_WIRE', 'NEEDS_ATTENTION'] } },
        since: 'requestedAt',
        items: async (rows) => {
          const ids = [...new Set(rows.map(({ paymentId }) => paymentId))];
          const paid = ids.length === 0 ? [] : await payments.findAll({ where: { id: ids } });
          const byId = new Map(paid.map((row) => [row.id, row]));
          const concerns = await concernsOf(rows.flatMap(({ paymentId }) => byId.get(paymentId) ?? []));
          return rows.map((row) => ({
            ...{ id: row.id, userId: byId.get(row.paymentId)?.payerId ?? null },
            ...{ concerns: concerns.get(row.paymentId) ?? [] },
            ...{ about: row.reason, amountCents: row.amountCents, since: row.requestedAt },
          }));
        },
      }),
    ]);
};
