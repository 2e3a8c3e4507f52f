/** What every part of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Carriers } from '../carriers';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { Listings } from '../listings';
import type { Offers } from '../offers';
import type { Payments } from '../payments';
import type { Models } from './transaction.model';

export interface TransactionsDeps {
  audit: Audit;
  ledger: Ledger;
  identity: Identity;
  carriers: Carriers;
  payments: Payments;
  listings: Listings;
  offers: Offers;
}

export interface TransactionsContext extends TransactionsDeps {
  platform: Platform;
  models: Models;
}
