/** Payments, refunds, wires and card disputes as readers may see them. */
import type { UserActor } from '../../platform/kernel/actor';
import { iso } from '../../platform/kernel/clock';
import { personOf } from '../identity';
import type { CardDisputeRow } from './card-dispute.model';
import { type Payment, toPayment } from './payment';
import { transactionOf } from './payment.rules';
import type { NextStep } from './payment-timeouts.rules';
import { sayPayment } from './payment.words';
import type { PaymentRow } from './payment.model';
import type { PaymentWireRow } from './payment-wire.model';
import type { PaymentsContext } from './payments.context';
import type {
  AdminPaymentView,
  DisputeView,
  OutsideRefundView,
  PaymentShape,
  RefundView,
  WireView,
} from './payments.schema';
import type { OutsideRefundRow } from './outside-refund.model';
import type { RefundRow } from './refund.model';
import type { WireCorrectionRow } from './wire-correction.model';
import type { Payers } from './use-cases/find-payers';
import { findWireAccount } from './wire-instructions';

export type PaymentPresenter = ReturnType<typeof createPaymentPresenter>;

export function createPaymentPresenter({
  platform: { config },
  models: { corrections },
}: Pick<PaymentsContext, 'platform' | 'models'>) {
  const present = (row: PaymentRow): PaymentShape => presentPayment(toPayment(row, findWireAccount(config)));

  return {
    /** The page on which the payer confirms with their bank is for the payer alone. */
    paymentTo:
      ({ userId }: Pick<UserActor, 'userId'>) =>
      (row: PaymentRow): PaymentShape =>
        row.payerId === userId ? present(row) : withoutPage(present(row)),

    adminPayment: (row: PaymentRow, { people }: Pick<Payers, 'people'>): AdminPaymentView => ({
      ...withoutPage(present(row)),
      payer: personOf(row.payerId, people),
      gateway: row.gateway,
      gatewayPaymentId: row.gatewayPaymentId,
      late: row.late,
      cancelReason: row.cancelReason,
      trouble:
        row.troubleSince === null ? null : { since: iso(row.troubleSince), reason: row.troubleReason ?? '' },
      wireReference: row.wireReference,
      updatedAt: iso(row.updatedAt),
    }),

    refund: presentRefund,
    wire: async (row: PaymentWireRow, payers: Payers): Promise<WireView> =>
      presentWire(row, (await corrections.findByPk(row.id)) ?? undefined, payers),
    async wires(rows: PaymentWireRow[], payers: Payers): Promise<WireView[]> {
      const found = await corrections.findAll({ where: { wireId: rows.map(({ id }) => id) } });
      const correctionOf = new Map(found.map((row) => [row.wireId, row]));
      return rows.map((row) => presentWire(row, correctionOf.get(row.id), payers));
    },
    dispute: presentDispute,
    outsideRefund: presentOutsideRefund,
  };
}

/** As readers see it who are not the payer: what is done on the page of the payer's bank is done by the payer. */
export const withoutPage = (payment: PaymentShape): PaymentShape => ({
  ...payment,
  authenticationUrl: null,
  nextStep: payment.nextStep && { ...payment.nextStep, url: null },
});

/** With the page of the payer's bank: show it to nobody but the payer. */
export const presentPayment = (payment: Payment): PaymentShape => ({
  id: payment.id,
  purpose: payment.purpose,
  subjectId: payment.subjectId,
  payerId: payment.payerId,
  amountCents: payment.amountCents,
  currency: payment.currency,
  method: payment.method,
  status: payment.status,
  says: sayPayment(payment),
  description: payment.description,
  failure: payment.failure,
  refundedCents: payment.refundedCents,
  wiredCents: payment.wiredCents,
  wireInstructions: payment.wireInstructions,
  authenticationUrl: payment.authenticationUrl,
  nextStep: payment.nextStep && presentStep(payment.nextStep),
  startedAt: iso(payment.startedAt),
  endedAt: iso(payment.endedAt),
});

/** A dispute over an invoice has no payment of ours. */
function ofPayment(paymentId: string | null, { payments, people }: Payers) {
  const payment = paymentId === null ? undefined : payments.get(paymentId);
  return {
    payer: payment ? personOf(payment.payerId, people) : null,
    paidFor: payment?.description ?? null,
  };
}

const presentWire = (
  { id, paymentId, amountCents, reference, arrivedAt }: PaymentWireRow,
  corrected: WireCorrectionRow | undefined,
  payers: Payers,
): WireView => ({
  ...ofPayment(paymentId, payers),
  ...{ id, paymentId, amountCents, reference },
  arrivedAt: iso(arrivedAt),
  correction: corrected
    ? {
        reason: corrected.reason,
        borneCents: corrected.borneCents,
        correctedAt: iso(corrected.correctedAt),
      }
    : null,
});

const presentRefund = (row: RefundRow, payers: Payers): RefundView => ({
  ...ofPayment(row.paymentId, payers),
  id: row.id,
  paymentId: row.paymentId,
  key: row.refundKey,
  amountCents: row.amountCents,
  partedFromId: row.partedFromId ?? null,
  fromAccount: row.fromAccount,
  reason: row.reason,
  status: row.status,
  attempt: row.attempt,
  gatewayRefundId: row.gatewayRefundId,
  failureReason: row.failureReason,
  bankReference: row.bankReference,
  requestedAt: iso(row.requestedAt),
  endedAt: iso(row.endedAt),
});

const presentOutsideRefund = (row: OutsideRefundRow, payers: Payers): OutsideRefundView => ({
  ...ofPayment(row.paymentId, payers),
  id: row.id,
  paymentId: row.paymentId,
  transactionId: transactionOf(payers.payments.get(row.paymentId ?? '')),
  gateway: row.gateway,
  gatewayRefundId: row.gatewayRefundId,
  gatewayInvoiceId: row.gatewayInvoiceId,
  amountCents: row.amountCents,
  status: row.status,
  bookedAs: row.bookedAs,
  settlesRefundId: row.settlesRefundId,
  foundAt: iso(row.foundAt),
  bookedAt: iso(row.bookedAt),
});

const presentDispute = (row: CardDisputeRow, payers: Payers): DisputeView => ({
  ...ofPayment(row.paymentId, payers),
  id: row.id,
  paymentId: row.paymentId,
  gatewayDisputeId: row.gatewayDisputeId,
  amountCents: row.amountCents,
  reason: row.reason,
  status: row.status,
  money: row.money,
  evidenceDueAt: iso(row.evidenceDueAt),
  answeredAt: iso(row.answeredAt),
  openedAt: iso(row.openedAt),
  endedAt: iso(row.endedAt),
});

const presentStep = ({ step, says, url, until }: NextStep) => ({ step, says, url, until: iso(until) });
