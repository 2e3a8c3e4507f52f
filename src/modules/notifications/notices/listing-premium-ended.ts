/** Tells sellers that an admin ended premium, and what goes back to them. */
import { premiumEnded } from '../../listings';
import { defineNotice, seller } from '../notice';
import { dollars, headline, reasonGiven } from '../notice.words';

export const premiumEndedNotice = defineNotice({
  on: premiumEnded,
  kind: 'LISTING_PREMIUM_ENDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your listing is no longer premium', title),
  text: ({ reason, returnedCents }) => [
    reasonGiven(reason),
    returnedCents > 0 ? `The fee of ${dollars(returnedCents)} goes back to you.` : null,
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
