/** Every migration in the order in which it runs. */
import type { Migration } from '../src/platform/db/migrate';
import { platform } from './0001-platform';
import { audit } from './0002-audit';
import { ledger } from './0003-ledger';
import { identity } from './0004-identity';
import { carriers } from './0005-carriers';
import { payments } from './0006-payments';
import { billing } from './0007-billing';
import { listings } from './0008-listings';
import { offers } from './0009-offers';
import { transactions } from './0010-transactions';
import { notifications } from './0011-notifications';
import { credentials } from './0012-credentials';
import { account } from './0013-account';
import { payouts } from './0014-payouts';
import { subscriptions } from './0015-subscriptions';
import { paymentWires } from './0016-payment-wires';
import { subscriptionDues } from './0017-subscription-dues';
import { premium } from './0018-premium';
import { webhookObjects } from './0019-webhook-objects';
import { invoiceDisputes } from './0020-invoice-disputes';
import { subscriptionMethods } from './0021-subscription-methods';
import { sentWires } from './0022-sent-wires';
import { cardDisputesOfDeals } from './0023-card-disputes-of-deals';
import { bankAccounts } from './0024-bank-accounts';
import { wireReturnFees } from './0025-wire-return-fees';
import { paymentAuthentication } from './0026-payment-authentication';
import { creditDisputes } from './0027-credit-disputes';

export const migrations: Migration[] = [
  platform,
  audit,
  ledger,
  identity,
  carriers,
  payments,
  billing,
  listings,
  offers,
  transactions,
  notifications,
  credentials,
  account,
  payouts,
  subscriptions,
  paymentWires,
  subscriptionDues,
  premium,
  webhookObjects,
  invoiceDisputes,
  subscriptionMethods,
  sentWires,
  cardDisputesOfDeals,
  bankAccounts,
  wireReturnFees,
  paymentAuthentication,
  creditDisputes,
];
