/** Everything that anybody is told within the app, by the module whose news it is. */
import type { AnyRule } from '../notification.rules';
import { billingNotices } from './billing-notices';
import { carrierNotices } from './carrier-notices';
import { identityNotices } from './identity-notices';
import { listingNotices } from './listing-notices';
import { offerNotices } from './offer-notices';
import { paymentNotices } from './payment-notices';
import { transactionNotices } from './transaction-notices';

export const RULES: readonly AnyRule[] = [
  ...identityNotices,
  ...carrierNotices,
  ...paymentNotices,
  ...billingNotices,
  ...listingNotices,
  ...offerNotices,
  ...transactionNotices,
];
