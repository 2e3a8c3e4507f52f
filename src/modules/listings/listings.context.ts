/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Billing } from '../billing';
import type { Carriers } from '../carriers';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { Payments } from '../payments';
import type { AccessModel, ListingModel } from './listing.model';
import type { ListingRecord } from './listing.record';
import type { PremiumRequests } from './premium/premium-request.model';
import type { ViewTally } from './view-tally';

export interface ListingsDeps {
  audit: Audit;
  ledger: Ledger;
  identity: Identity;
  carriers: Carriers;
  payments: Payments;
  billing: Billing;
}

export interface ListingsContext extends ListingsDeps {
  platform: Platform;
  record: ListingRecord;
  /** For reading; writes go through `record`. */
  listings: ListingModel;
  access: AccessModel;
  premiumRequests: PremiumRequests;
  views: ViewTally;
}
