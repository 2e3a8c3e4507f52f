/** The lists of payments, wires, refunds and card disputes. */
import { Op, type WhereOptions } from 'sequelize';
import { notFound } from '../../../platform/http/problem';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { filtersOf, modelKeyset, newestFirst, readPage } from '../../../platform/db/keyset';
import { recordKeyset, wordsSql } from '../../../platform/db/records';
import { selectUserIds } from '../../identity';
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
import type { SelectSubjectIds } from '../payment-parties';
import type { PaymentsContext } from '../payments.context';

/** By what their payment is found by: its payer, what the payer was told to write, and what it is for. */
const selectPaymentIds =
  (selectSubjectIds: SelectSubjectIds): SelectSubjectIds =>
  (words) => {
    const own = wordsSql({ texts: ['p.description'], codes: ['p.wireReference'] }, words);
    return `SELECT p.id FROM payments p WHERE p.payerId IN (${selectUserIds(words)}) OR ${own}
      OR p.subjectId IN (${selectSubjectIds(words)})`;
  };

export function createListPayments({ platform, models, parties }: PaymentsContext) {
  const { clock, database } = platform;
  const { payments, wires, refunds, disputes, outsideRefunds } = models;
  const ofPayment = {
    ids: ['id'],
    through: [{ columns: ['paymentId'], select: selectPaymentIds(parties.selectSubjectIds) }],
  };

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
      const { status, method, purpose, subjectId, payerId, wireReference } = query;
      const source = {
        ...{ name: 'payments.all', at: 'startedAt' },
        equal: { status, method, purpose, subjectId, payerId, wireReference },
        searchedIn: {
          texts: ['description'],
          codes: ['wireReference', 'gatewayPaymentId'],
          ids: ['id'],
          through: [
            { columns: ['payerId'], select: selectUserIds },
            { columns: ['subjectId'], select: parties.selectSubjectIds },
          ],
        },
      };
      return readPage(recordKeyset(database, payments, source, query), query);
    },

    /** Open at the gateway for longer than payments take. */
    listStuck(query: PageQuery): Promise<Page<PaymentRow>> {
      const stuck = stuckAtGateway(clock.now());
      return pagePayments('payments.stuck', stuck, query);
    },

    listDisputes(query: DisputeQuery): Promise<Page<CardDisputeRow>> {
      const source = {
        ...{ name: 'payments.disputes', at: 'openedAt', equal: { status: query.status } },
        searchedIn: { codes: ['reason', 'gatewayDisputeId'], ...ofPayment },
      };
      return readPage(recordKeyset(database, disputes, source, query), query);
    },

    listOutsideRefunds(query: OutsideRefundQuery): Promise<Page<OutsideRefundRow>> {
      const { status, paymentId } = query;
      const source = {
        ...{ name: 'payments.outside_refunds', at: 'foundAt', equal: { status, paymentId } },
        searchedIn: { codes: ['gatewayRefundId'], ...ofPayment },
      };
      return readPage(recordKeyset(database, outsideRefunds, source, query), query);
    },

    listWires(query: WireQuery): Promise<Page<PaymentWireRow>> {
      const { paymentId, reference } = query;
      const source = {
        ...{ name: 'payments.wires', at: 'arrivedAt', equal: { paymentId, reference } },
        searchedIn: { codes: ['reference'], ...ofPayment },
      };
      return readPage(recordKeyset(database, wires, source, query), query);
    },

    listRefunds(query: RefundQuery): Promise<Page<RefundRow>> {
      const { status, paymentId } = query;
      const source = {
        ...{ name: 'payments.refunds', at: 'requestedAt', equal: { status, paymentId } },
        searchedIn: { texts: ['reason'], codes: ['bankReference'], ...ofPayment },
      };
      return readPage(recordKeyset(database, refunds, source, query), query);
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
