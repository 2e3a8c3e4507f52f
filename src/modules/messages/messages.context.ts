/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Documents } from '../documents';
import type { Identity } from '../identity';
import type { Listings } from '../listings';
import type { Offers } from '../offers';
import type { Transactions } from '../transactions';
import type { MessageStore } from './message.store';
import type { Deputies } from './deputies';
import type { Relations } from './relations';

export interface MessagesDeps {
  audit: Audit;
  documents: Documents;
  identity: Identity;
  listings: Listings;
  offers: Offers;
  transactions: Transactions;
}

export interface MessagesContext extends MessagesDeps {
  platform: Platform;
  /** Writes go through it; reading may ask its tables. */
  store: MessageStore;
  relations: Relations;
  deputies: Deputies;
}
