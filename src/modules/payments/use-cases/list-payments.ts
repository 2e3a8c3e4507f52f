/** The lists of payments, wires, refunds and card disputes, newest first. */
import { Op, type WhereOptions } from 'sequelize';
import { notFound } from '../../../platform/http/problem';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { filtersOf, modelKeyset, newestFirst, readPage } from '../../../platform/db/keyset';
import { type PaymentRow, stuckAtGateway } from '../payment.model';
import type { PaymentWireRow } from '../payment-wire.model';
import type {
  AdminPaymentQuery,
  DisputeQuery,
  OutsideRefundQuery,
  PaymentQuery,
  RefundQuery,
  WireQuery,
} from '../payments.schema';
import type { RefundRow } from '../refund.model';
import type { CardDisputeRow } from '../card-dispute.model';
import type { OutsideRefundRow } from '../outside-refund.model';
import type { PaymentsContext } from '../payments.context';

export function createListPayments({ platform, models }: PaymentsContext) {
  const { clock } = platform;
  const { payments, wires, refunds, disputes, outsideRefunds } = models;

  const pagePayments = (name: string, where: WhereOptions, query: PageQuery): Promise<Page<PaymentRow>> =>
    readPage(modelKeyset(payments, { name, order: newestFirst('startedAt'), where }), query);

  return {
    /** A person's own; an admin's are everybody's. */
    listOwn(actor: UserActor, query: PaymentQuery): Promise<Page<PaymentRow>> {
      const whose = isAdmin(actor) ? {} : { payerId: actor.userId };
      const where = { [Op.and]: [filtersOf(query), whose] };
      return pagePayments('payments.own', where, query);
    },

    listAll(query: AdminPaymentQuery): Promise<Page<PaymentRow>> {
      return pagePayments('payments.all', filtersOf(query), query);
    },

    /** Open at the gateway for longer than payments take. */
    listStuck(query: PageQuery): Promise<Page<PaymentRow>> {
      const stuck = stuckAtGateway(clock.now());
      return pagePayments('payments.stuck', stuck, query);
    },

    listDisputes(query: DisputeQuery): Promise<Page<CardDisputeRow>> {
      const opened = modelKeyset(disputes, {
        name: 'payments.disputes',
        order: newestFirst('openedAt'),
        where: filtersOf(query),
      });
      return readPage(opened, query);
    },

    listOutsideRefunds(query: OutsideRefundQuery): Promise<Page<OutsideRefundRow>> {
      const found = modelKeyset(outsideRefunds, {
        name: 'payments.outside_refunds',
        order: newestFirst('foundAt'),
        where: filtersOf(query),
      });
      return readPage(found, query);
    },

    listWires(query: WireQuery): Promise<Page<PaymentWireRow>> {
      const arrived = modelKeyset(wires, {
        name: 'payments.wires',
        order: newestFirst('arrivedAt'),
        where: filtersOf(query),
      });
      return readPage(arrived, query);
    },

    listRefunds(query: RefundQuery): Promise<Page<RefundRow>> {
      const requested = modelKeyset(refunds, {
        name: 'payments.refunds',
        order: newestFirst('requestedAt'),
        where: filtersOf(query),
      });
      return readPage(requested, query);
    },

    /** Another's payment and an absent one look the same. */
    async findPayment(actor: UserActor, id: string): Promise<PaymentRow> {
      const payment = await payments.findByPk(id);
      if (!payment || (payment.payerId !== actor.userId && !isAdmin(actor))) {
        throw notFound('There is no such payment.');
      }
      return payment;
    },

    /** Oldest first. */
    listForSubject(subjectId: string): Promise<PaymentRow[]> {
      return payments.findAll({
        where: { subjectId },
        order: [
          ['startedAt', 'ASC'],
          ['id', 'ASC'],
        ],
      });
    },
  };
}
