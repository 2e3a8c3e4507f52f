/** What concerns somebody now, on every side that they are on. */
import { count as counted } from './language';

const plural = (count: number, one: string, many: string) =>
  count === 1 ? `1 ${one}` : `${counted(count)} ${many}`;

export const overviewWords = {
  movesTitle: 'Your moves',
  movesCaption: 'What waits for you, the nearest deadline first',
  movesNone: 'Nothing waits for you right now.',
  allDeals: 'All deals that wait',
  company: 'Company',
  what: 'What to do',
  until: 'Until',
  price: 'Price',
  answerOffer: 'Answer the offer',
  answerCounter: 'Answer the counteroffer',
  noDeadline: 'No deadline',

  unreadNotices: (count: number) => plural(count, 'unread notification', 'unread notifications'),
  unreadMessages: (count: number) => plural(count, 'unread message', 'unread messages'),

  buyerTitle: 'As a buyer',
  saved: 'Saved companies',
  unlocked: 'Unlocked companies',
  waitingForSeller: 'Waiting for the seller to grant access',
  credits: 'Credits',
  offersMade: 'Offers made',
  purchases: 'Deals as a buyer',

  sellerTitle: 'As a seller',
  listings: 'Listings',
  listingsOf: (count: number, status: string) => `${count} ${status.toLowerCase()}`,
  noListings: 'None yet',
  views: 'Views so far',
  unlocks: 'Unlocks so far',
  offersReceived: 'Offers received',
  sales: 'Deals as a seller',
  payable: 'Payable to you',

  offersSum: (open: number, mine: number, total: number) =>
    total === 0 ? 'None yet' : `${open} open, ${mine} of them yours to answer; ${total} in all`,
  dealsSum: (open: number, mine: number, completed: number, sum: string) =>
    open + completed === 0
      ? 'None yet'
      : `${open} under way, ${mine} of them your move; ${completed} completed${completed === 0 ? '' : ` (${sum})`}`,

  reachTitle: 'The last 30 days',
  reachUnlocks: 'Unlocks',
  reachOffers: 'Offers received',
  reachDeals: 'Deals opened',
  reachSum: (count: number) => `${counted(count)} in 30 days`,
  reachByDay: 'The days on which something happened',
  reachCaption: 'How each listing does',
  reachQuiet: 'Nobody has unlocked a listing of yours or made an offer in these days.',
  reachListing: 'Listing',
  reachViews: 'Views so far',
  reachUnlocksSoFar: 'Unlocks so far',
  reachStatus: 'Status',

  startTitleOf: (side: string) => `${side}: where to begin`,
  startBuying: [
    {
      to: '/search',
      title: 'Find companies',
      text: 'Search by state, price, fleet and record; save what you like.',
    },
    {
      to: '/account/verification',
      title: 'Have yourself verified',
      text: 'Sellers look at who you are and what you can pay.',
    },
    { to: '/guide', title: 'Read what a purchase asks', text: 'Step by step, with what the law wants.' },
  ],
  startSelling: [
    { to: '/sell', title: 'List a company', text: 'From its USDOT number; the draft is kept at each step.' },
    {
      to: '/seller/payout-account',
      title: 'Say where your money goes',
      text: 'A new account waits 48 hours, so do it early.',
    },
    {
      to: '/guide',
      search: { side: 'SELLER' },
      title: 'Read what a sale asks',
      text: 'Step by step, with the papers that buyers want.',
    },
  ],
} as const;
