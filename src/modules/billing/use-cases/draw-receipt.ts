/** Draws the receipt of a payment that came in, for its payer and admins. */
import type { Download } from '../../../platform/http/download';
import { notFound } from '../../../platform/http/problem';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import { dollars } from '../../../platform/kernel/money';
import { dayOf, downloadOf, type Paper } from '../../../platform/paper/paper';
import type { Identity, User } from '../../identity';
import type { Payment, Payments } from '../../payments';
import { paymentNotReceived } from '../billing.problems';

const METHODS: Record<Payment['method'], string> = {
  CARD: 'Card',
  BANK_DEBIT: 'Bank debit',
  WIRE: 'Wire',
};

interface Receipt {
  payment: Payment;
  receivedCents: number;
  receivedAt: number;
  description: string;
  payer: User;
}

export function createDrawReceipt({ identity, payments }: { identity: Identity; payments: Payments }) {
  /** Another's payment and an absent one look the same. @throws not_found, payment_not_received */
  return async function drawReceipt(actor: UserActor, id: string): Promise<Download> {
    const payment = await payments.getPayment(id);
    if (payment.payerId !== actor.userId && !isAdmin(actor)) throw notFound('There is no such payment.');
    const { amountReceivedCents: receivedCents, endedAt: receivedAt } = payment;
    if (payment.status !== 'SUCCEEDED' || receivedCents === null || receivedAt === null)
      throw paymentNotReceived('A receipt is for money that has come in.');
    const known = await payments.listForSubject(payment.subjectId);
    const description = known.find((each) => each.id === id)?.description ?? payment.purpose;
    const payer = await identity.getUser(payment.payerId);
    return downloadOf(
      layOut({ payment, receivedCents, receivedAt, description, payer }),
      `receipt-${id}.pdf`,
    );
  };
}

function layOut({ payment, receivedCents, receivedAt, description, payer }: Receipt): Paper {
  const name = `${payer.firstName} ${payer.lastName}`;
  const { refundedCents } = payment;
  return {
    title: 'Receipt',
    issuedAt: receivedAt,
    facts: [
      { label: 'Receipt of payment', value: payment.id },
      { label: 'Received on', value: dayOf(receivedAt) },
      { label: 'Received from', value: payer.companyName === null ? name : `${name}, ${payer.companyName}` },
      { label: 'Paid by', value: METHODS[payment.method] },
    ],
    tables: [
      {
        heading: 'Payment',
        lines: [{ label: description, amountCents: receivedCents }],
        total: { label: 'Total received', amountCents: receivedCents },
      },
    ],
    notes: [
      'All amounts are in US dollars, all days in UTC.',
      ...(refundedCents > 0
        ? [`Of this payment ${dollars(refundedCents)} was given back, or is on its way back.`]
        : []),
    ],
  };
}
