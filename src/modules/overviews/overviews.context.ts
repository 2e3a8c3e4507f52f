/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Billing } from '../billing';
import type { Ledger } from '../ledger';
import type { Listings } from '../listings';
import type { Offers } from '../offers';
import type { Transactions } from '../transactions';

export interface OverviewsDeps {
  billing: Billing;
  ledger: Ledger;
  listings: Listings;
  offers: Offers;
  transactions: Transactions;
}

export interface OverviewsContext extends OverviewsDeps {
  platform: Platform;
}
