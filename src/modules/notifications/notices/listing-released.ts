/** Tells sellers that their listing is open to offers again. */
import { listingReleased } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline, reasonGiven } from '../notice.words';

export const listingReleasedNotice = defineNotice({
  on: listingReleased,
  kind: 'LISTING_RELEASED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title, paused }) =>
    headline(paused ? 'Your listing is paused again' : 'Your listing is for sale again', title),
  text: ({ reason, paused }) => [
    paused
      ? 'The deal that reserved it is over. You had paused it before, so nobody finds it until you resume it.'
      : 'The deal that reserved it is over, and buyers can make offers again.',
    reasonGiven(reason),
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
