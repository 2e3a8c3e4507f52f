/** Tells admins how a card dispute ended. */
import { paymentDisputeClosed } from '../../payments';
import { ADMINS, defineNotice } from '../notice';
import { dollars } from '../notice.words';
import { paymentLink } from '../payment.words';

export const paymentDisputeClosedNotice = defineNotice({
  on: paymentDisputeClosed,
  kind: 'PAYMENT_DISPUTE_CLOSED',
  urgency: 'normal',
  channels: ['inbox', 'live'],
  to: () => [ADMINS],
  title: ({ disputedCents, outcome }) =>
    `A card dispute over ${dollars(disputedCents)} was ${outcome.toLowerCase()}`,
  text: ({ outcome }) => [
    outcome === 'WON' ? 'The money is back.' : 'The money is gone and booked as a loss.',
  ],
  link: (payment) => paymentLink(payment),
});
