/** The page of the app that a notice leads to, for each part in which somebody is told. */
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
  DOCUMENT_REQUEST: () => '/documents',
  USER: (id, reader) => (reader === 'ADMIN' ? `/admin/users/${id}` : '/account'),
  CONVERSATION: (id) => `/messages/${id}`,
  SAVED_SEARCHES: () => '/saved-searches',
  REVIEW: () => '/account/reviews',
  REPORT: () => '/account/reports',
  VERIFICATION: () => '/account/verification',
  PREPARED: (id, reader) => (reader === 'ADMIN' ? '/admin/prepared' : `/prepared/${id}`),
  TELEPHONE_ANSWERS: (_, reader) =>
    reader === 'ADMIN' ? '/admin/telephone-answers' : '/account/telephone-answers',
  BROKERS: () => '/account/brokers',
  WEBHOOK: (id) => `/account/webhooks/${id}`,
  CREDITS: () => '/account/billing',
  ADMIN_QUEUE: () => '/admin',
  SITE: () => '/',
};

/** From the root of the site. */
export const pathOf = ({ type, id }: Link, reader: Reader): string => PATHS[type](id, reader);

/** Where people choose what they are told, and how. */
export const PREFERENCES_PATH = '/account/notifications';
