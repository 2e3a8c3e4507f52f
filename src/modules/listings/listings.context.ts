/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { Billing } from '../billing';
import type { Carriers } from '../carriers';
import type { Documents } from '../documents';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { Payments } from '../payments';
import type { Verification } from '../verification';
import type { DealingsStore } from './dealings';
import type { AccessStore } from './access.store';
import type { ListingStore } from './listing.store';
import type { PremiumStore } from './premium/premium.store';
import type { Arrivals } from './arrivals';
import type { ViewCounter } from './view-counter';
import type { ListingsConfig } from './listings.config';

export interface ListingsDeps {
  verification: Verification;
  approvals: Approvals;
  audit: Audit;
  ledger: Ledger;
  identity: Identity;
  documents: Documents;
  carriers: Carriers;
  payments: Payments;
  billing: Billing;
}

export interface ListingsContext extends ListingsDeps {
  platform: Platform<ListingsConfig>;
  /** Writes go through the stores; reading may ask their tables. */
  store: ListingStore;
  access: AccessStore;
  premium: PremiumStore;
  views: ViewCounter;
  arrivals: Arrivals;
  /** What the modules above know of a reader and a listing. */
  dealings: DealingsStore;
}
