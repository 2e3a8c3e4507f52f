/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Listings } from '../listings';
import type { Transactions } from '../transactions';
import type { Verification } from '../verification';
import type { Models } from './review.model';

export interface ReviewsDeps {
  verification: Verification;
  audit: Audit;
  identity: Identity;
  listings: Listings;
  transactions: Transactions;
}

export interface ReviewsContext extends ReviewsDeps {
  platform: Platform;
  models: Models;
}
