/** Tells buyers that they can no longer read the confidential part. */
import { accessRevoked } from '../../listings';
import { buyer, defineNotice } from '../notice';
import { headline } from '../notice.words';

function headingOf({ waited, lapsed }: { waited: boolean; lapsed: boolean }): string {
  if (lapsed) return 'The seller did not answer';
  return waited ? 'You were not let in' : 'Your access has ended';
}

export const accessRevokedNotice = defineNotice({
  on: accessRevoked,
  kind: 'LISTING_ACCESS_REVOKED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId }) => [buyer(buyerId)],
  title: ({ title, waited, lapsed }) => headline(headingOf({ waited, lapsed }), title),
  text: ({ waited, lapsed, creditReturned }) => [
    waited
      ? `${lapsed ? 'The seller did not answer in time. ' : ''}The confidential part of the listing was not opened to you.${creditReturned ? ' What you paid for it has come back to you.' : ''}`
      : 'The seller no longer shows you the confidential part of the listing. What you agreed to keep confidential stays confidential.',
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
