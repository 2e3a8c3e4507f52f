/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { Settings } from '../settings';
import type { Transactions } from '../transactions';
import type { Verification } from '../verification';
import type { BrokersConfig } from './brokers.config';
import type { BrokersModels } from './brokers.model';

export interface BrokersDeps {
  audit: Audit;
  identity: Identity;
  ledger: Ledger;
  settings: Pick<Settings, 'numberAt'>;
  transactions: Pick<Transactions, 'findParties'>;
  verification: Verification;
}

export interface BrokersContext extends BrokersDeps {
  platform: Platform<BrokersConfig>;
  models: BrokersModels;
}
