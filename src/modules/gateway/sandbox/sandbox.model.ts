/** The sandbox gateway's own world: its payments and refunds, in tables so that it survives a restart. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  centsColumn,
  instantColumn,
  jsonColumn,
  longTextColumn,
  nullable,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { StripeIntent, StripeRefund } from '../stripe/stripe-shapes';
import { findTestMethod, type TestMethod } from './test-methods.rules';

export class SandboxIntentRow extends Model<
  InferAttributes<SandboxIntentRow>,
  InferCreationAttributes<SandboxIntentRow>
> {
  declare id: string;
  declare idempotencyKey: string;
  /** The order as text: the same key with another order is refused. */
  declare parameters: string;
  declare amountCents: number;
  declare amountReceivedCents: number;
  declare currency: string;
  declare paymentMethodId: string;
  declare status: StripeIntent['status'];
  declare errorCode: CreationOptional<string | null>;
  declare declineCode: CreationOptional<string | null>;
  declare errorMessage: CreationOptional<string | null>;
  /** The page on which the payer confirms with their bank. */
  declare authenticationUrl: CreationOptional<string | null>;
  declare metadata: Record<string, string>;
  declare reference: string;
  declare createdAt: number;
}

export class SandboxRefundRow extends Model<
  InferAttributes<SandboxRefundRow>,
  InferCreationAttributes<SandboxRefundRow>
> {
  declare id: string;
  declare idempotencyKey: string;
  declare parameters: string;
  declare paymentIntentId: string;
  declare amountCents: number;
  declare currency: string;
  declare status: StripeRefund['status'];
  declare failureReason: CreationOptional<string | null>;
  declare metadata: Record<string, string>;
  declare reference: string;
  declare createdAt: number;
}

const keyColumn = (length: number) => ({ ...textColumn(length), primaryKey: true });

/** What its maker wrote on an object, to find it again. */
const Metadata = z.record(z.string(), z.string());

export const defineSandboxIntents = (database: Database) =>
  database.bind(SandboxIntentRow, 'sandbox_payment_intents', {
    id: keyColumn(40),
    idempotencyKey: textColumn(120),
    parameters: longTextColumn(),
    amountCents: centsColumn(),
    amountReceivedCents: centsColumn(),
    currency: textColumn(3),
    paymentMethodId: textColumn(120),
    status: wordColumn(StripeIntent.shape.status.options),
    errorCode: nullable(textColumn(60)),
    declineCode: nullable(textColumn(60)),
    errorMessage: nullable(textColumn(300)),
    authenticationUrl: nullable(textColumn(2_000)),
    metadata: jsonColumn('metadata', Metadata),
    reference: textColumn(120),
    createdAt: instantColumn(),
  });

export const defineSandboxRefunds = (database: Database) =>
  database.bind(SandboxRefundRow, 'sandbox_refunds', {
    id: keyColumn(40),
    idempotencyKey: textColumn(120),
    parameters: longTextColumn(),
    paymentIntentId: textColumn(40),
    amountCents: centsColumn(),
    currency: textColumn(3),
    status: wordColumn(StripeRefund.shape.status.options),
    failureReason: nullable(textColumn(60)),
    metadata: jsonColumn('metadata', Metadata),
    reference: textColumn(120),
    createdAt: instantColumn(),
  });

export type SandboxIntentRows = ReturnType<typeof defineSandboxIntents>;
export type SandboxRefundRows = ReturnType<typeof defineSandboxRefunds>;

const seconds = (instantMs: number): number => Math.floor(instantMs / 1_000);

export const asIntent = (row: SandboxIntentRow): StripeIntent => ({
  id: row.id,
  object: 'payment_intent',
  amount: row.amountCents,
  amount_received: row.amountReceivedCents,
  currency: row.currency,
  status: row.status,
  last_payment_error: row.errorCode
    ? { code: row.errorCode, decline_code: row.declineCode, message: row.errorMessage }
    : null,
  next_action:
    row.status === 'requires_action' && row.authenticationUrl !== null
      ? askingOn(row.authenticationUrl, findTestMethod(row.paymentMethodId)?.method ?? 'CARD')
      : null,
  metadata: row.metadata,
  created: seconds(row.createdAt),
});

const askingOn = (url: string, method: TestMethod['method']): StripeIntent['next_action'] =>
  method === 'CARD'
    ? { redirect_to_url: { url } }
    : { verify_with_microdeposits: { hosted_verification_url: url } };

export const asRefund = (row: SandboxRefundRow): StripeRefund => ({
  id: row.id,
  object: 'refund',
  amount: row.amountCents,
  currency: row.currency,
  payment_intent: row.paymentIntentId,
  status: row.status,
  ...(row.failureReason === null ? {} : { failure_reason: row.failureReason }),
  metadata: row.metadata,
  created: seconds(row.createdAt),
});
