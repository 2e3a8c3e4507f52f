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
  account: [],
  buyer: [],
  seller: ['/sell', '/sell/:id', '/my-listings', '/my-listings/:id', '/my-listings/:id/control'],
  deals: [],
  admin: [],
  demo: [],
} as const satisfies Record<string, readonly string[]>;
