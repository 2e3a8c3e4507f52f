/** The lists of payments, refunds and webhook events, newest first. */
import { Op, type WhereOptions } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import { type Page, pageOf, type PageQuery } from '../../../platform/kernel/page';
import { given, newestFirst, olderThan } from '../page-order';
import { type PaymentRow, type PaymentRows, stuckAtGateway } from '../payment.model';
import type { PaymentWireRow, PaymentWireRows } from '../payment-wire.model';
import type { Present } from '../payment.view';
import type {
  AdminPaymentQuery,
  AdminPaymentView,
  PaymentQuery,
  PaymentView,
  RefundQuery,
  RefundView,
  WebhookEventQuery,
  WebhookEventView,
  WireQuery,
  WireView,
} from '../payments.schema';
import type { RefundRow, RefundRows } from '../refund.model';
import type { WebhookEventRows } from '../webhook-event.model';

interface Deps {
  payments: PaymentRows;
  wires: PaymentWireRows;
  refunds: RefundRows;
  events: WebhookEventRows;
  present: Present;
}

export function createListPayments({ clock }: Platform, { payments, wires, refunds, events, present }: Deps) {
  const pageOfPayments = async <View>(
    where: WhereOptions[],
    { cursor, limit }: PageQuery,
    show: (row: PaymentRow) => View,
  ): Promise<Page<View>> => {
    const rows = await payments.findAll({
      where: { [Op.and]: [...where, olderThan('startedAt', cursor)] },
      order: newestFirst('startedAt'),
      limit: limit + 1,
    });
    return pageOf(rows, limit, (row) => [row.startedAt, row.id], show);
  };

  return {
    /** A person's own; an admin's are everybody's. */
    listOwn(actor: UserActor, { cursor, limit, ...filters }: PaymentQuery): Promise<Page<PaymentView>> {
      const whose = isAdmin(actor) ? {} : { payerId: actor.userId };
      return pageOfPayments([given(filters), whose], { cursor, limit }, present.paymentTo(actor));
    },

    listAll({ cursor, limit, ...filters }: AdminPaymentQuery): Promise<Page<AdminPaymentView>> {
      return pageOfPayments([given(filters)], { cursor, limit }, present.adminPayment);
    },

    /** Open at the gateway for longer than payments take. */
    listStuck(query: PageQuery): Promise<Page<AdminPaymentView>> {
      return pageOfPayments([stuckAtGateway(clock.now())], query, present.adminPayment);
    },

    async listEvents({ cursor, limit, ...filters }: WebhookEventQuery): Promise<Page<WebhookEventView>> {
      const rows = await events.findAll({
        attributes: { exclude: ['payload'] },
        where: { [Op.and]: [given(filters), olderThan('receivedAt', cursor)] },
        order: newestFirst('receivedAt'),
        limit: limit + 1,
      });
      return pageOf(rows, limit, (row) => [row.receivedAt, row.id], present.webhookEvent);
    },

    async listWires({ cursor, limit, ...filters }: WireQuery): Promise<Page<WireView>> {
      const rows: PaymentWireRow[] = await wires.findAll({
        where: { [Op.and]: [given(filters), olderThan('arrivedAt', cursor)] },
        order: newestFirst('arrivedAt'),
        limit: limit + 1,
      });
      return pageOf(rows, limit, (row) => [row.arrivedAt, row.id], present.wire);
    },

    async listRefunds({ cursor, limit, ...filters }: RefundQuery): Promise<Page<RefundView>> {
      const rows: RefundRow[] = await refunds.findAll({
        where: { [Op.and]: [given(filters), olderThan('requestedAt', cursor)] },
        order: newestFirst('requestedAt'),
        limit: limit + 1,
      });
      return pageOf(rows, limit, (row) => [row.requestedAt, row.id], present.refund);
    },

    /** Another's payment and an absent one look the same. */
    async viewPayment(actor: UserActor, id: string): Promise<PaymentView> {
      const payment = await payments.findByPk(id);
      if (!payment || (payment.payerId !== actor.userId && !isAdmin(actor))) {
        throw notFound('There is no such payment.');
      }
      return present.paymentTo(actor)(payment);
    },

    /** Oldest first. */
    async listForSubject(subjectId: string): Promise<PaymentView[]> {
      const rows = await payments.findAll({
        where: { subjectId },
        order: [
          ['startedAt', 'ASC'],
          ['id', 'ASC'],
        ],
      });
      return rows.map(present.payment);
    },
  };
}
