/** Lists the payments, refunds, payouts, card disputes and events that wait for a person. */
import { Op } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { STUCK_LISTED_MAX, type StuckMoney } from '../../../platform/kernel/stuck-money';
import type { CardDisputeRows } from '../card-dispute.model';
import { type PaymentRows, stuckAtGateway } from '../payment.model';
import type { PayoutRows } from '../payout.model';
import type { RefundRows } from '../refund.model';
import type { WebhookEventRows } from '../webhook-event.model';

/** Calls whose outcome is not known are asked about each hour; after a day somebody has to look. */
const UNRESOLVED_AFTER_MS = DAY_MS;
/** A refund to a bank account takes up to ten business days. */
const REFUND_TAKES_MS = 14 * DAY_MS;
const EVENT_TAKES_MS = HOUR_MS;

interface Deps {
  payments: PaymentRows;
  refunds: RefundRows;
  payouts: PayoutRows;
  disputes: CardDisputeRows;
  events: WebhookEventRows;
}

export function createListStuckMoney(
  { clock }: Platform,
  { payments, refunds, payouts, disputes, events }: Deps,
) {
  const before = (ageMs: number) => ({ [Op.lt]: clock.now() - ageMs });
  const oldest = (timeColumn: string) => ({
    order: [[timeColumn, 'ASC']] as [string, string][],
    limit: STUCK_LISTED_MAX,
  });

  async function stuckPayments(): Promise<StuckMoney[]> {
    const rows = await payments.findAll({
      where: stuckAtGateway(clock.now()),
      ...oldest('startedAt'),
    });
    return rows.map(({ id, amountCents, startedAt }) => ({
      ...{ kind: 'PAYMENT_UNRESOLVED', subject: `payment ${id}`, amountCents, since: startedAt },
      whatToDo: 'Look the payment up at the gateway; the poller takes its state over from there.',
    }));
  }

  async function stuckRefunds(): Promise<StuckMoney[]> {
    const rows = await refunds.findAll({
      where: {
        [Op.or]: [
          { status: ['NEEDS_ATTENTION', 'AWAITING_WIRE'] },
          { status: 'REQUESTED', updatedAt: before(UNRESOLVED_AFTER_MS) },
          { status: 'PENDING', updatedAt: before(REFUND_TAKES_MS) },
        ],
      },
      ...oldest('requestedAt'),
    });
    return rows.map(({ id, status, amountCents, requestedAt }) => ({
      ...{ kind: `REFUND_${status}`, subject: `refund ${id}`, amountCents, since: requestedAt },
      whatToDo:
        status === 'AWAITING_WIRE'
          ? `Send the money back by wire and confirm it: POST /admin/refunds/${id}/confirm-wire.`
          : status === 'NEEDS_ATTENTION'
            ? `Wire it and confirm (POST /admin/refunds/${id}/confirm-wire), or, if it did not come by wire, try again (…/retry); if the payer’s bank has given it to him, …/settle-by-bank.`
            : 'Look the refund up at the gateway; the poller takes its state over from there.',
    }));
  }

  async function stuckPayouts(): Promise<StuckMoney[]> {
    const rows = await payouts.findAll({
      where: {
        [Op.or]: [
          { status: 'AWAITING_WIRE' },
          { status: 'REQUESTED', updatedAt: before(UNRESOLVED_AFTER_MS) },
        ],
      },
      ...oldest('requestedAt'),
    });
    return rows.map(({ id, status, amountCents, requestedAt }) => ({
      ...{ kind: `PAYOUT_${status}`, subject: `payout ${id}`, amountCents, since: requestedAt },
      whatToDo:
        status === 'AWAITING_WIRE'
          ? `Read where it goes (POST /admin/payouts/${id}/bank-account), send the wire and record it (POST /admin/payouts/${id}/record-wire), or give it up (…/refuse-wire).`
          : 'Look the transfer up at the gateway; the poller takes its state over from there.',
    }));
  }

  async function openDisputes(): Promise<StuckMoney[]> {
    const rows = await disputes.findAll({ where: { status: 'OPEN' }, ...oldest('openedAt') });
    return rows.map(({ gatewayDisputeId, amountCents, openedAt }) => ({
      ...{ kind: 'CARD_DISPUTE_OPEN', subject: `dispute ${gatewayDisputeId}`, amountCents, since: openedAt },
      whatToDo: 'Send the bank the evidence through the gateway before its deadline.',
    }));
  }

  async function stuckEvents(): Promise<StuckMoney[]> {
    const rows = await events.findAll({
      where: {
        [Op.or]: [{ status: 'PARKED' }, { status: 'RECEIVED', receivedAt: before(EVENT_TAKES_MS) }],
      },
      ...oldest('receivedAt'),
    });
    return rows.map(({ eventId, status, reason, receivedAt }) => ({
      ...{ kind: `EVENT_${status}`, subject: `event ${eventId}`, amountCents: null, since: receivedAt },
      whatToDo: `${reason ?? 'It has had no effect yet.'} Settle why, then POST /admin/webhooks/${eventId}/replay${
        status === 'PARKED' ? '; or do by hand what it tells, and …/dismiss' : ''
      }.`,
    }));
  }

  return async function listStuckMoney(): Promise<StuckMoney[]> {
    const lists = await Promise.all([
      stuckPayments(),
      stuckRefunds(),
      stuckPayouts(),
      openDisputes(),
      stuckEvents(),
    ]);
    return lists.flat();
  };
}
