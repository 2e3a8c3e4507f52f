/** What every use case of this module works with. */
import type { Database } from '../../platform/db/database';
import type { Platform } from '../../platform/platform';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { Gateway, GatewayConfig, Gateways } from '../gateway';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import { defineCardDisputes } from './card-dispute.model';
import { defineInvoicePayments } from './invoice-payment.model';
import { defineOutsideRefunds } from './outside-refund.model';
import { definePayments } from './payment.model';
import { definePaymentWires } from './payment-wire.model';
import type { PaymentParties } from './payment-parties';
import type { PaymentsConfig } from './payments.config';
import { defineRefunds } from './refund.model';
import { defineSentWires } from './sent-wire.model';
import { defineUnassignedMoney } from './unassigned-money.model';
import { defineWireCorrections } from './wire-correction.model';

export interface PaymentsDeps {
  approvals: Approvals;
  audit: Audit;
  identity: Identity;
  ledger: Ledger;
  gateway: Gateway;
}

export interface PaymentsContext extends Omit<PaymentsDeps, 'gateway'> {
  platform: Platform<GatewayConfig & PaymentsConfig>;
  models: Models;
  gateways: Gateways;
  ownerOfCustomer: Gateway['ownerOfCustomer'];
  stray: Gateway['stray'];
  parties: PaymentParties;
}

export type Models = ReturnType<typeof defineModels>;

export const defineModels = (database: Database) => ({
  payments: definePayments(database),
  /** Those that arrived. */
  wires: definePaymentWires(database),
  /** Of those, the ones that had been booked in error. */
  corrections: defineWireCorrections(database),
  refunds: defineRefunds(database),
  /** Those that admins sent. */
  sentWires: defineSentWires(database),
  disputes: defineCardDisputes(database),
  /** Given back at the gateway, and not by us. */
  outsideRefunds: defineOutsideRefunds(database),
  /** Came, and names no payment. */
  unassigned: defineUnassignedMoney(database),
  /** What paid the invoices of subscriptions. */
  invoicePayments: defineInvoicePayments(database),
});
