/** Tells buyers that they can no longer read the confidential part. */
import { accessRevoked } from '../../listings';
import { buyer, defineNotice } from '../notice';
import { headline } from '../notice.words';

export const accessRevokedNotice = defineNotice({
  on: accessRevoked,
  kind: 'LISTING_ACCESS_REVOKED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId }) => [buyer(buyerId)],
  title: ({ title, waited }) => headline(waited ? 'You were not let in' : 'Your access has ended', title),
  text: ({ waited, creditReturned }) => [
    waited
      ? `The confidential part of the listing was not opened to you.${creditReturned ? ' What you paid for it has come back to you.' : ''}`
      : 'The seller no longer shows you the confidential part of the listing. What you agreed to keep confidential stays confidential.',
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
