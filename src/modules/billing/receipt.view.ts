/** The receipt of a payment, as a PDF. */
import type { Download } from '../../platform/http/download';
import { dollars } from '../../platform/kernel/money';
import { downloadOf, type Paper } from '../../platform/paper/paper';
import { fullName } from '../identity';
import type { Payment } from '../payments';
import type { Receipt } from './use-cases/read-receipt';

const METHODS: Record<Payment['method'], string> = {
  CARD: 'Card',
  BANK_DEBIT: 'Bank debit',
  WIRE: 'Wire',
};

export const renderReceipt = (receipt: Receipt): Promise<Download> =>
  downloadOf(layOut(receipt), `receipt-${receipt.payment.id}.pdf`);

function layOut({ payment, receivedCents, receivedAt, description, payer, days }: Receipt): Paper {
  const name = fullName(payer);
  const { refundedCents } = payment;
  return {
    title: 'Receipt',
    issuedAt: receivedAt,
    footer: `Receipt of payment ${payment.id}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Receipt of payment', value: payment.id },
          { label: 'Received on', value: days.of(receivedAt) },
          {
            label: 'Received from',
            value: payer.companyName === null ? name : `${name}, ${payer.companyName}`,
          },
          { label: 'Paid by', value: METHODS[payment.method] },
        ],
      },
      {
        kind: 'sums',
        heading: 'Payment',
        lines: [{ label: description, amountCents: receivedCents }],
        total: { label: 'Total received', amountCents: receivedCents },
      },
      {
        kind: 'notes',
        notes: [
          `All amounts are in US dollars, all dates in ${days.zone}.`,
          ...(refundedCents > 0 ? [`Refunded, or being refunded: ${dollars(refundedCents)}.`] : []),
        ],
      },
    ],
  };
}
