/** Tells admins of an invoice that was refunded at the gateway, past us. */
import { invoiceRefundedOutside } from '../../payments';
import { ADMINS, defineNotice } from '../notice';
import { dollars } from '../notice.words';

export const invoiceRefundedOutsideNotice = defineNotice({
  on: invoiceRefundedOutside,
  kind: 'INVOICE_REFUNDED_OUTSIDE',
  urgency: 'normal',
  channels: ['inbox', 'live'],
  to: () => [ADMINS],
  title: ({ givenBackCents }) => `${dollars(givenBackCents)} of an invoice was refunded at the gateway`,
  text: () => ['Not by us. The credits that it had granted are taken back; the subscription goes on.'],
  link: ({ outsideRefundId }) => ({
    type: 'OUTSIDE_REFUND',
    id: outsideRefundId,
    title: 'Refund of an invoice',
  }),
});
