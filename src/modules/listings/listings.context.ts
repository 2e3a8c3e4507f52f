/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Billing } from '../billing';
import type { Carriers } from '../carriers';
import type { Identity } from '../identity';
import type { AccessModel, ListingModel } from './listing.model';
import type { ListingRecord } from './listing.record';
import type { ViewTally } from './view-tally';

export interface ListingsDeps {
  audit: Audit;
  identity: Identity;
  carriers: Carriers;
  billing: Billing;
}

export interface ListingsContext extends ListingsDeps {
  platform: Platform;
  record: ListingRecord;
  /** For reading; writes go through `record`. */
  listings: ListingModel;
  access: AccessModel;
  views: ViewTally;
}
