/** The pages that the tests of each part look at, by the pattern of their address. One that stands nowhere is a red test. */
export const LOOKED_AT = {
  public: [
    '/',
    '/search',
    '/listings/:id',
    '/how-it-works',
    '/pricing',
    '/legal/nda',
    '/sign-in',
    '/register',
  ],
  account: [
    '/account',
    '/account/security',
    '/account/sessions',
    '/account/api-keys',
    '/account/notifications',
    '/account/privacy',
    '/account/billing',
    '/notifications',
    '/messages',
    '/messages/:partnerId',
  ],
  buyer: [
    '/saved',
    '/unlocked',
    '/access-requests',
    '/listings/:id/due-diligence',
    '/listings/:id/offer',
    '/offers',
    '/offers/:id',
    '/my-listings/:id/offers',
  ],
  seller: [
    '/sell',
    '/sell/:id',
    '/my-listings',
    '/my-listings/:id',
    '/my-listings/:id/control',
    '/my-listings/:id/documents',
    '/earnings',
    '/seller/payout-account',
    '/account/verification',
    '/account/reviews',
  ],
  deals: [
    '/deals',
    '/deals/:id',
    '/deals/:id/terms',
    '/deals/:id/money',
    '/deals/:id/dispute',
    '/deals/:id/timeline',
    '/deals/:id/messages',
    '/deals/:id/papers',
    '/deals/:id/review',
    '/deals/:id/pay',
    '/payments/:id',
  ],
  admin: [
    '/admin',
    '/admin/listings',
    '/admin/listings/:id',
    '/admin/control',
    '/admin/verifications',
    '/admin/documents',
    '/admin/reports',
    '/admin/premium',
    '/admin/money',
    '/admin/money/approvals',
    '/admin/money/payments',
    '/admin/money/wires',
    '/admin/money/payouts',
    '/admin/money/refunds',
    '/admin/money/card-disputes',
    '/admin/money/events',
    '/admin/money/ledger',
    '/admin/deals',
    '/admin/disputes',
    '/admin/offers',
    '/admin/users',
    '/admin/users/:id',
    '/admin/audit',
    '/admin/jobs',
  ],
  demo: ['/demo'],
} as const satisfies Record<string, readonly string[]>;

type Person = 'buyer' | 'seller' | 'admin';

const READER_OF: Readonly<Record<string, Person>> = { admin: 'admin', seller: 'seller' };

/** The pages that are not about one thing each, with somebody who may read them: for what has to hold on every page. */
export const PAGES_WITHOUT_IDS = Object.entries(LOOKED_AT).flatMap(([part, paths]) =>
  (paths as readonly string[])
    .filter((path) => !path.includes(':'))
    .map((path) => ({ path, person: READER_OF[part] ?? 'buyer' })),
);
