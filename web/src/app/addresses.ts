/** Every address of the app, with what stands in the head of its page: for the router, and for the server. */
import { words } from '../words';

const { publicPages, accountPages, sellerPages } = words.pages;

const PUBLIC = {
  home: { path: '/', ...publicPages.home },
  search: { path: '/search', ...publicPages.search },
  listing: { path: '/listings/$id', ...publicPages.listing },
  howItWorks: { path: '/how-it-works', ...publicPages.howItWorks },
  pricing: { path: '/pricing', ...publicPages.pricing },
  nda: { path: '/legal/nda', ...publicPages.nda },
} as const;

const ACCOUNT = {
  signIn: { path: '/sign-in', ...accountPages.signIn },
  register: { path: '/register', ...accountPages.register },
} as const;

const BUYER = {} as const;

const SELLER = {
  sell: { path: '/sell', ...sellerPages.sell },
  sellListing: { path: '/sell/$id', ...sellerPages.sellListing },
  myListings: { path: '/my-listings', ...sellerPages.myListings },
  myListing: { path: '/my-listings/$id', ...sellerPages.myListing },
  control: { path: '/my-listings/$id/control', ...sellerPages.control },
} as const;

const DEALS = {} as const;

const ADMIN = {} as const;

const DEMO = {} as const;

export const ADDRESSES = {
  ...PUBLIC,
  ...ACCOUNT,
  ...BUYER,
  ...SELLER,
  ...DEALS,
  ...ADMIN,
  ...DEMO,
} as const;
