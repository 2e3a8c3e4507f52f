/** Tells buyers that they can read the confidential part. */
import { accessGranted } from '../../listings';
import { buyer, defineNotice } from '../notice';
import { headline } from '../notice.words';

export const accessGrantedNotice = defineNotice({
  on: accessGranted,
  kind: 'LISTING_ACCESS_GRANTED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId }) => [buyer(buyerId)],
  title: ({ title }) => headline('The seller granted you access', title),
  text: () => ['You can now read the confidential part of the listing and make an offer.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
