/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Listings } from '../listings';
import type { Offers } from '../offers';
import type { Transactions } from '../transactions';
import type { AssistanceModels } from './assistance.model';

export interface AssistanceDeps {
  audit: Audit;
  identity: Identity;
  listings: Listings;
  offers: Offers;
  transactions: Transactions;
}

export interface AssistanceContext extends AssistanceDeps {
  platform: Platform;
  models: AssistanceModels;
}
