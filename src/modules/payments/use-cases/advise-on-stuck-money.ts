/** Says of money that rests for too long on an account of payments how it moves on, and under which name else it is listed. */
import type { PaymentsContext } from '../payments.context';

export function adviseOnStuckMoney({ ledger, models }: PaymentsContext): void {
  const { payments, unassigned, refunds, disputes, outsideRefunds } = models;

  ledger.adviseOn('unallocated', async (id) => {
    if ((await payments.count({ where: { id } })) === 0) return null;
    return {
      whatToDo: `Payment ${id} came, and what it was for has not taken it. Look for its failed job (GET /admin/jobs), fix the cause and revive it (POST /admin/jobs/{id}/revive); or give the money back: POST /admin/payments/${id}/give-back.`,
    };
  });

  ledger.adviseOn('unassigned', async (id) => {
    if ((await unassigned.count({ where: { id } })) === 0) return null;
    const path = `/admin/unassigned-money/${id}`;
    return {
      whatToDo: `Find out whose it is, and assign it to a payment (POST ${path}/assign) or send it back (…/send-back); if it never came, take it back (…/correct).`,
    };
  });

  ledger.adviseOn('wires', async (id) => {
    const payment = await payments.findByPk(id);
    return (
      payment && {
        whatToDo: `Wires brought a part of payment ${payment.wireReference ?? id}, and the rest does not come. Ask its payer, or give it up, and what came goes back: POST /admin/payments/${id}/give-up.`,
      }
    );
  });

  ledger.adviseOn('refunds', async (id) => {
    if ((await refunds.count({ where: { id } })) === 0) return null;
    return {
      sameAs: `refund ${id}`,
      whatToDo: 'Look the refund up at the gateway; the poller takes its state over from there.',
    };
  });

  ledger.adviseOn('disputes', async (id) => {
    const dispute = await disputes.findByPk(id);
    return (
      dispute && {
        sameAs: `dispute ${dispute.gatewayDisputeId}`,
        whatToDo: `Look dispute ${dispute.gatewayDisputeId} up at the gateway: its news book what the bank has decided.`,
      }
    );
  });

  ledger.adviseOn('outside', async (id) => {
    if ((await outsideRefunds.count({ where: { id } })) === 0) return null;
    return {
      sameAs: `outside refund ${id}`,
      whatToDo: `Book what was given back at the gateway: POST /admin/outside-refunds/${id}/book.`,
    };
  });
}
