/** Tells buyers that their offer is closed since the company is off the market. */
import { offerClosed } from '../../offers';
import { buyer, defineNotice } from '../notice';
import { headline } from '../notice.words';
import { offerLink } from '../offer.words';

export const offerClosedNotice = defineNotice({
  on: offerClosed,
  kind: 'OFFER_CLOSED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId }) => [buyer(buyerId)],
  title: ({ listingTitle }) => headline('Your offer was closed', listingTitle),
  text: ({ reason }) => [reason ?? 'The company is no longer for sale.'],
  link: offerLink,
});
