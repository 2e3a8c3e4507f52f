/** What every part of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { Carriers } from '../carriers';
import type { Documents } from '../documents';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { Listings } from '../listings';
import type { Offers } from '../offers';
import type { Payments } from '../payments';
import type { Payouts } from '../payouts';
import type { Models } from './transaction.model';
import type { TransactionsConfig } from './transactions.config';

export interface TransactionsDeps {
  approvals: Approvals;
  audit: Audit;
  ledger: Ledger;
  identity: Identity;
  documents: Documents;
  carriers: Carriers;
  payments: Payments;
  payouts: Payouts;
  listings: Listings;
  offers: Offers;
}

export interface TransactionsContext extends TransactionsDeps {
  platform: Platform<TransactionsConfig>;
  models: Models;
}
