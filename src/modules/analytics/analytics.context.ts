/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Billing } from '../billing';
import type { Ledger } from '../ledger';
import type { Listings } from '../listings';
import type { Transactions } from '../transactions';

export interface AnalyticsDeps {
  billing: Billing;
  ledger: Ledger;
  listings: Listings;
  transactions: Transactions;
}

export interface AnalyticsContext extends AnalyticsDeps {
  platform: Platform;
}
