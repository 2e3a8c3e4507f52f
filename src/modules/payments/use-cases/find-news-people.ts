/** Whom news of a gateway about payments, refunds and disputes is about. */
import type { PaymentRow } from '../payment.model';
import type { PaymentsContext } from '../payments.context';
import { readRefundReference } from '../refund.rules';

export function createFindNewsPeople({ models, parties, ownerOfCustomer }: PaymentsContext) {
  const { payments, invoicePayments, refunds } = models;

  const partiesTo = async (payment: PaymentRow | null): Promise<string[]> =>
    payment ? parties.partiesOf(payment) : [];

  async function ownerOf(gateway: string, customerId: string | null): Promise<string[]> {
    const owner = customerId === null ? null : await ownerOfCustomer(gateway, customerId);
    return owner === null ? [] : [owner];
  }

  /** By the gateway's id of what was paid: one of ours, or what paid an invoice. */
  async function ofPaid(
    gateway: string,
    paidId: string | null,
    namedId: string | null = null,
  ): Promise<string[]> {
    if (namedId !== null)
      return [...(await partiesTo(await payments.findByPk(namedId))), ...(await ofPaid(gateway, paidId))];
    if (paidId === null) return [];
    const payment = await payments.findOne({ where: { gateway, gatewayPaymentId: paidId } });
    if (payment) return partiesTo(payment);
    const paid = await invoicePayments.findOne({ where: { gateway, id: paidId } });
    return ownerOf(gateway, paid?.customerId ?? null);
  }

  return {
    ofPaid,

    async ofPayment(
      gateway: string,
      { id, reference, customerId }: { id: string; reference: string | null; customerId: string | null },
      namedId: string | null = null,
    ): Promise<string[]> {
      const known = await ofPaid(gateway, id, namedId);
      if (known.length > 0 && namedId === null) return known;
      const ours = await partiesTo(reference === null ? null : await payments.findByPk(reference));
      return [...known, ...(ours.length > 0 ? ours : await ownerOf(gateway, customerId))];
    },

    async ofRefund(
      gateway: string,
      { reference, paymentId }: { reference: string | null; paymentId: string | null },
      namedId: string | null = null,
    ): Promise<string[]> {
      const refund = await refunds.findByPk(readRefundReference(reference)?.refundId ?? '');
      const named = await ofPaid(gateway, refund ? null : paymentId, namedId);
      return refund ? [...named, ...(await partiesTo(await payments.findByPk(refund.paymentId)))] : named;
    },
  };
}
