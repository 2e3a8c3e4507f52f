/** A paid invoice of a subscription, as a PDF made from our own books. */
import type { Download } from '../../../platform/http/download';
import { counted } from '../../../platform/kernel/in-words';
import { downloadOf, type Paper } from '../../../platform/paper/paper';
import { fullName } from '../../identity';
import { planTitle } from './plan.rules';
import type { InvoiceFile } from './read-subscriptions';

export const renderInvoice = (file: InvoiceFile): Promise<Download> =>
  downloadOf(layOut(file), `invoice-${file.invoice.invoiceId}.pdf`);

function layOut({ invoice, subscriber: { companyName, ...subscriber }, days }: InvoiceFile): Paper {
  const { amountCents, credits, periodStart, periodEnd, plan } = invoice;
  const name = fullName(subscriber);
  const total = { label: 'Total paid', amountCents };
  return {
    title: 'Invoice',
    issuedAt: invoice.grantedAt,
    footer: `Invoice ${invoice.number ?? invoice.invoiceId}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Invoice', value: invoice.number ?? invoice.invoiceId },
          { label: 'Paid on', value: days.of(invoice.grantedAt) },
          { label: 'Paid by', value: companyName === null ? name : `${name}, ${companyName}` },
          { label: 'Subscription', value: invoice.subscriptionId },
        ],
      },
      {
        kind: 'sums',
        heading: 'Subscription',
        lines: [
          { label: `${planTitle(plan)}, ${days.of(periodStart)} to ${days.of(periodEnd)}`, amountCents },
        ],
        total,
      },
      {
        kind: 'notes',
        notes: [
          `All amounts are in US dollars, all dates in ${days.zone}.`,
          ...(credits > 0 ? [`It includes ${counted(credits, 'credit')}.`] : []),
        ],
      },
    ],
  };
}
