/** How notices are sorted. */
import { themesOf } from './notices.rules';

it('offers no theme of which nothing was told, and drops no kind', () => {
  expect(themesOf(['LISTING_APPROVED', 'OFFER_MADE', 'MESSAGE_WAITING', 'OFFER_EXPIRED'])).toEqual([
    { theme: 'offers', kinds: ['OFFER_MADE', 'OFFER_EXPIRED'] },
    { theme: 'listings', kinds: ['LISTING_APPROVED'] },
    { theme: 'rest', kinds: ['MESSAGE_WAITING'] },
  ]);
});
