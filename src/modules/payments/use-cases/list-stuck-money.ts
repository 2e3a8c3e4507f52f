/** Lists the payments, refunds and card disputes that wait for a person. */
import { Op } from 'sequelize';
import { DAY_MS, iso } from '../../../platform/kernel/clock';
import { configureAgain } from '../../gateway';
import { STUCK_LISTED_MAX, type StuckMoney } from '../../ledger';
import { stuckAtGateway } from '../payment.model';
import { transactionOf } from '../payment.rules';
import { waitsForUs } from '../payment-timeouts.rules';
import type { PaymentsContext } from '../payments.context';

/** Calls whose outcome is not known are asked about each hour; after a day somebody has to look. */
const UNRESOLVED_AFTER_MS = DAY_MS;
/** A refund to a bank account takes up to ten business days. */
const REFUND_TAKES_MS = 14 * DAY_MS;

export function createListStuckMoney({ platform, models, gateways }: PaymentsContext) {
  const { clock } = platform;
  const { payments, refunds, disputes, outsideRefunds } = models;

  const before = (ageMs: number) => ({ [Op.lt]: clock.now() - ageMs });
  const oldest = (timeColumn: string) => ({
    order: [[timeColumn, 'ASC']] as [string, string][],
    limit: STUCK_LISTED_MAX,
  });

  /** What such a gateway has waits at once, and for nothing but its configuration. */
  const gone = () => ({ [Op.notIn]: gateways.live.map(({ name }) => name) });
  const missing = (gateway: string | null): string | null =>
    gateway === null || gateways.find(gateway) ? null : configureAgain(gateway);

  async function stuckPayments(): Promise<StuckMoney[]> {
    const rows = await payments.findAll({
      where: { [Op.or]: [stuckAtGateway(clock.now()), { checkAt: { [Op.ne]: null }, gateway: gone() }] },
      ...oldest('startedAt'),
    });
    return rows.map((row) => ({
      ...{ subject: `payment ${row.id}`, amountCents: row.amountCents, since: row.startedAt },
      kind: waitsForUs(row) ? 'PAYMENT_REFUSED_FOR_US' : 'PAYMENT_UNRESOLVED',
      whatToDo:
        missing(row.gateway) ??
        (waitsForUs(row)
          ? `Fix at the gateway what it says (${row.troubleReason ?? ''}). It is tried again every ten minutes for a day; then its payer is told to pay again.`
          : 'Look the payment up at the gateway; the poller takes its state over from there.'),
    }));
  }

  async function stuckRefunds(): Promise<StuckMoney[]> {
    const rows = await refunds.findAll({
      where: {
        [Op.or]: [
          { status: ['NEEDS_ATTENTION', 'AWAITING_WIRE'] },
          { status: 'REQUESTED', updatedAt: before(UNRESOLVED_AFTER_MS) },
          { status: 'REQUESTED', failureReason: { [Op.ne]: null } },
          { status: 'PENDING', updatedAt: before(REFUND_TAKES_MS) },
          { status: ['REQUESTED', 'PENDING'], gateway: gone() },
        ],
      },
      ...oldest('requestedAt'),
    });
    return rows.map(({ id, gateway, status, amountCents, requestedAt, failureReason, fromAccount }) => ({
      ...{ kind: `REFUND_${status}`, subject: `refund ${id}`, amountCents, since: requestedAt },
      whatToDo:
        status === 'AWAITING_WIRE'
          ? `Send the money back by wire and confirm it: POST /admin/refunds/${id}/confirm-wire.`
          : status === 'NEEDS_ATTENTION'
            ? `Wire it and confirm (POST /admin/refunds/${id}/confirm-wire), or, if it did not come by wire, try again (…/retry); if the payer’s bank has given it back, all or a part, …/settle-by-bank; …/part makes two of it${fromAccount.startsWith('escrow:') ? ', and …/take-back lets the deal divide it anew' : ''}.`
            : failureReason
              ? `It is tried again each hour; the gateway refuses it: ${failureReason} Fix that, or wire it and confirm: POST /admin/refunds/${id}/confirm-wire.`
              : (missing(gateway) ??
                'Look the refund up at the gateway; the poller takes its state over from there.'),
    }));
  }

  async function openDisputes(): Promise<StuckMoney[]> {
    const rows = await disputes.findAll({ where: { status: 'OPEN' }, ...oldest('openedAt') });
    return rows.map(({ gatewayDisputeId, amountCents, openedAt, answeredAt, evidenceDueAt }) => ({
      ...{ subject: `dispute ${gatewayDisputeId}`, amountCents, since: openedAt },
      kind: answeredAt === null ? 'CARD_DISPUTE_OPEN' : 'CARD_DISPUTE_ANSWERED',
      whatToDo:
        answeredAt === null
          ? `Send the bank the evidence through the gateway ${evidenceDueAt === null ? 'before its deadline' : `by ${iso(evidenceDueAt)}`}.`
          : 'Nothing: the evidence was sent, and the bank decides.',
    }));
  }

  /** What other hands gave back, and nobody has said whose money it was. */
  async function unbookedRefunds(): Promise<StuckMoney[]> {
    const rows = await outsideRefunds.findAll({ where: { status: 'UNBOOKED' }, ...oldest('foundAt') });
    const ids = rows.flatMap(({ paymentId }) => paymentId ?? []);
    const paid = new Map((await payments.findAll({ where: { id: ids } })).map((row) => [row.id, row]));
    return rows.map(({ id, gatewayRefundId, paymentId, amountCents, foundAt }) => {
      const payment = paid.get(paymentId ?? '');
      const purpose = payment ? ` It had paid ${payment.purpose} of ${payment.subjectId}.` : '';
      const transactionId = transactionOf(payment);
      const deal = transactionId
        ? ` Let the deal bear it (POST /transactions/${transactionId}/admin/book-refund with outsideRefundId ${id}), or`
        : ' Book it';
      return {
        ...{ kind: 'REFUND_PAST_US', subject: `outside refund ${id}`, amountCents, since: foundAt },
        whatToDo: `${gatewayRefundId} was given back at the gateway, and not by us.${purpose}${deal} as a loss or as a refund that was owed: POST /admin/outside-refunds/${id}/book.`,
      };
    });
  }

  return async function listStuckMoney(): Promise<StuckMoney[]> {
    const lists = await Promise.all([stuckPayments(), stuckRefunds(), openDisputes(), unbookedRefunds()]);
    return lists.flat();
  };
}
