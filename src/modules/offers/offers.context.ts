/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Carriers } from '../carriers';
import type { Identity } from '../identity';
import type { Listings } from '../listings';
import type { Verification } from '../verification';
import type { OfferStore } from './offer.store';

export interface OffersDeps {
  verification: Verification;
  audit: Audit;
  identity: Identity;
  carriers: Carriers;
  listings: Listings;
}

export interface OffersContext extends OffersDeps {
  platform: Platform;
  /** Writes go through it; reading may ask its tables. */
  store: OfferStore;
}
