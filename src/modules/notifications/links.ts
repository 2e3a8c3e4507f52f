/** The page of the app that a notice leads to, for each part in which somebody is told. */
import type { AppPage } from '../../platform/http/app-pages';
import type { Link, Reader } from './notice';

type PathOf = (id: string, reader: Reader) => string;

/** Listings and carriers have a page for each part; the office has its own. */
const PATHS: Record<Link['type'], PathOf> = {
  LISTING: (id, reader) =>
    ({
      ADMIN: `/admin/listings/${id}`,
      SELLER: `/my-listings/${id}`,
      BUYER: `/listings/${id}`,
      USER: `/listings/${id}`,
    })[reader],
  OFFER: (id) => `/offers/${id}`,
  TRANSACTION: (id) => `/deals/${id}`,
  PAYMENT: (id, reader) => (reader === 'ADMIN' ? '/admin/money/payments' : `/payments/${id}`),
  PAYOUT: () => '/earnings',
  PAYOUT_ACCOUNT: () => '/earnings',
  CARD_DISPUTE: () => '/admin/money/card-disputes',
  OUTSIDE_REFUND: () => '/admin/money/refunds',
  CARRIER: (id, reader) => (reader === 'ADMIN' ? '/admin/control' : `/carrier-check?usdot=${id}`),
  DOCUMENT: (id) => `/documents/${id}`,
  USER: () => '/account',
  CONVERSATION: (id) => `/messages/${id}`,
  SAVED_SEARCHES: () => '/saved-searches',
  REVIEW: () => '/account/reviews',
  REPORT: () => '/account/reports',
  VERIFICATION: () => '/account/verification',
  CREDITS: () => '/account/billing',
  ADMIN_QUEUE: () => '/admin',
  SITE: () => '/',
};

/** From the root of the site. */
export const pathOf = ({ type, id }: Link, reader: Reader): string => PATHS[type](id, reader);

/** What the pages show that letters lead to, for as long as this server answers for them. */
export const PAGES: readonly AppPage[] = [
  { path: '/listings/:id', title: 'A listing' },
  { path: '/my-listings/:id', title: 'One of your listings' },
  { path: '/admin/listings/:id', title: 'A listing' },
  { path: '/offers/:id', title: 'An offer' },
  { path: '/deals/:id', title: 'A deal' },
  { path: '/payments/:id', title: 'A payment' },
  { path: '/earnings', title: 'Your earnings' },
  { path: '/carrier-check', title: 'A check of a carrier' },
  { path: '/documents/:id', title: 'One of your documents' },
  { path: '/messages/:id', title: 'A conversation' },
  { path: '/saved-searches', title: 'Your saved searches' },
  { path: '/notifications', title: 'Your notifications' },
  { path: '/account', title: 'Your account' },
  { path: '/account/billing', title: 'Your credits and your plan' },
  { path: '/account/reviews', title: 'Reviews of your deals' },
  { path: '/account/reports', title: 'Your reports' },
  { path: '/account/verification', title: 'Your verification' },
  { path: '/account/notifications', title: 'What we write to you' },
  { path: '/admin', title: 'What waits for administrators' },
  { path: '/admin/control', title: 'Who controls a company' },
  { path: '/admin/money/payments', title: 'Payments' },
  { path: '/admin/money/card-disputes', title: 'Card disputes' },
  { path: '/admin/money/refunds', title: 'Refunds' },
];

/** Where people choose what they are told, and how. */
export const PREFERENCES_PATH = '/account/notifications';
