/** Subscriptions, their terms, their paid periods, and the customers of gateways. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  centsColumn,
  flagColumn,
  idColumn,
  instantColumn,
  integerColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { type PlanName, PLANS, TERM_LENGTHS, type TermLength } from './plan.rules';
import {
  END_REASONS,
  type EndReason,
  SUBSCRIPTION_STATUSES,
  type SubscriptionStatus,
} from './subscription.rules';

const TERMS_STATUSES = ['ASKED', 'AGREED'] as const;

export class BillingCustomer extends Model<
  InferAttributes<BillingCustomer>,
  InferCreationAttributes<BillingCustomer>
> {
  declare userId: string;
  declare gateway: string;
  declare gatewayCustomerId: CreationOptional<string | null>;
  /** Set while a payment method is being saved. */
  declare savingUntil: CreationOptional<number | null>;
  declare createdAt: number;
}

export class SubscriptionRow extends Model<
  InferAttributes<SubscriptionRow>,
  InferCreationAttributes<SubscriptionRow>
> {
  declare id: string;
  declare userId: string;
  /** The caller's Idempotency-Key, so that a repeated request continues the same checkout. */
  declare requestKey: string | null;
  declare status: SubscriptionStatus;
  /** The user's id while the subscription is live; unique. */
  declare liveSlot: CreationOptional<string | null>;
  /** Of the terms in force. */
  declare plan: PlanName;
  declare termLength: TermLength;
  /** The gateway that sold it, which also renews it. */
  declare gateway: string;
  declare gatewaySubscriptionId: CreationOptional<string | null>;
  declare checkoutUrl: CreationOptional<string | null>;
  declare periodStart: CreationOptional<number | null>;
  declare periodEnd: CreationOptional<number | null>;
  declare endsWithPeriod: boolean;
  /** Somebody has paused its collection at the gateway: periods go by without invoices to pay, and grant nothing. */
  declare collectionPaused: CreationOptional<boolean>;
  declare pastDueSince: CreationOptional<number | null>;
  declare noticesSent: number;
  /** The end of the period whose renewal the subscriber was reminded of. */
  declare remindedFor: CreationOptional<number | null>;
  /** The saved method that pays it, according to the gateway. */
  declare paymentMethodId: CreationOptional<string | null>;
  /** The gateway's invoice that is not paid yet, and its page there. */
  declare dueInvoiceId: CreationOptional<string | null>;
  declare dueCents: CreationOptional<number | null>;
  declare dueUrl: CreationOptional<string | null>;
  declare endReason: CreationOptional<EndReason | null>;
  /** How many questions the gateway was asked, and the latest whose answer was applied. */
  declare roundsAsked: number;
  declare roundApplied: number;
  declare createdAt: number;
  declare updatedAt: number;
  declare endedAt: CreationOptional<number | null>;
}

export class SubscriptionTerms extends Model<
  InferAttributes<SubscriptionTerms>,
  InferCreationAttributes<SubscriptionTerms>
> {
  declare id: string;
  declare subscriptionId: string;
  /** ASKED until the gateway is known to have them. */
  declare status: (typeof TERMS_STATUSES)[number];
  declare plan: PlanName;
  declare termLength: TermLength;
  declare priceCents: number;
  declare creditsPerPeriod: number;
  /** Credits that an upgrade grants once its invoice is paid; null for other terms. */
  declare upgradeCredits: number | null;
  declare fromAt: number;
  declare createdAt: number;
}

export class SubscriptionPeriod extends Model<
  InferAttributes<SubscriptionPeriod>,
  InferCreationAttributes<SubscriptionPeriod>
> {
  declare invoiceId: string;
  declare subscriptionId: string;
  declare userId: string;
  declare gatewayInvoiceId: string;
  declare number: string | null;
  /** `PERIOD`; for an upgrade the id of its terms; for an invoice that grants nothing its own id. */
  declare grantFor: string;
  declare plan: PlanName;
  declare periodStart: number;
  declare periodEnd: number;
  declare amountCents: number;
  /** Of that, for what somebody has added to the subscription at the gateway. */
  declare extraCents: CreationOptional<number>;
  /** Of that, what was refunded at the gateway, or a bank took back for good. */
  declare givenBackCents: CreationOptional<number>;
  declare credits: number;
  declare grantedAt: number;
}

export type SubscriptionModels = ReturnType<typeof defineSubscriptionModels>;

export const defineSubscriptionModels = (database: Database) => ({
  customers: database.bind(BillingCustomer, 'billing_customers', {
    userId: idColumn(),
    gateway: { ...textColumn(20), primaryKey: true },
    gatewayCustomerId: nullable(textColumn(120)),
    savingUntil: nullable(instantColumn()),
    createdAt: instantColumn(),
  }),

  subscriptions: database.bind(SubscriptionRow, 'subscriptions', {
    id: idColumn(),
    userId: refColumn(),
    requestKey: nullable(textColumn(200)),
    status: wordColumn(SUBSCRIPTION_STATUSES),
    liveSlot: nullable(refColumn()),
    plan: wordColumn(PLANS),
    termLength: wordColumn(TERM_LENGTHS),
    gateway: textColumn(20),
    gatewaySubscriptionId: nullable(textColumn(120)),
    checkoutUrl: nullable(textColumn(2_000)),
    periodStart: nullable(instantColumn()),
    periodEnd: nullable(instantColumn()),
    endsWithPeriod: flagColumn('endsWithPeriod'),
    collectionPaused: { ...flagColumn('collectionPaused'), defaultValue: 0 },
    pastDueSince: nullable(instantColumn()),
    noticesSent: integerColumn(),
    remindedFor: nullable(instantColumn()),
    paymentMethodId: nullable(textColumn(120)),
    dueInvoiceId: nullable(textColumn(120)),
    dueCents: nullable(centsColumn()),
    dueUrl: nullable(textColumn(2_000)),
    endReason: nullable(wordColumn(END_REASONS)),
    roundsAsked: integerColumn(),
    roundApplied: integerColumn(),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
    endedAt: nullable(instantColumn()),
  }),

  terms: database.bind(SubscriptionTerms, 'subscription_terms', {
    id: idColumn(),
    subscriptionId: refColumn(),
    status: wordColumn(TERMS_STATUSES),
    plan: wordColumn(PLANS),
    termLength: wordColumn(TERM_LENGTHS),
    priceCents: centsColumn(),
    creditsPerPeriod: integerColumn(),
    upgradeCredits: nullable(integerColumn()),
    fromAt: instantColumn(),
    createdAt: instantColumn(),
  }),

  periods: database.bind(SubscriptionPeriod, 'subscription_periods', {
    invoiceId: idColumn(),
    subscriptionId: refColumn(),
    userId: refColumn(),
    gatewayInvoiceId: textColumn(120),
    number: nullable(textColumn(120)),
    grantFor: textColumn(40),
    plan: wordColumn(PLANS),
    periodStart: instantColumn(),
    periodEnd: instantColumn(),
    amountCents: centsColumn(),
    extraCents: { ...centsColumn(), defaultValue: 0 },
    givenBackCents: { ...centsColumn(), defaultValue: 0 },
    credits: integerColumn(),
    grantedAt: instantColumn(),
  }),
});
