/** The rows of payouts, and of the accounts that they go to. */
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
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { SEALED_ACCOUNT_MAX } from './bank-account.model';
import { PAYOUT_METHODS, PAYOUT_STATUSES, type PayoutMethod, type PayoutStatus } from './payout.rules';

/** What fits its column. */
export const FAILURE_TEXT_MAX = 500;

export class PayoutRow extends Model<InferAttributes<PayoutRow>, InferCreationAttributes<PayoutRow>> {
  declare id: string;
  declare userId: string;
  declare amountCents: number;
  /** What came back of it, and is payable again. */
  declare returnedCents: CreationOptional<number>;
  declare method: PayoutMethod;
  declare status: PayoutStatus;
  /** Null for a wire, like the two below. */
  declare gateway: string | null;
  /** As it was when the payout was asked for: a later account does not divert it. */
  declare gatewayAccountId: string | null;
  declare gatewayTransferId: CreationOptional<string | null>;
  declare failureReason: CreationOptional<string | null>;
  declare bankReference: CreationOptional<string | null>;
  /** Where a wire goes, sealed, until it is sent: as it was when the payout was asked for. */
  declare sealedBankAccount: CreationOptional<string | null>;
  declare bankAccountDigits: CreationOptional<string | null>;
  /** When an admin first read it in full; the wire may have been sent since. */
  declare bankAccountReadAt: CreationOptional<number | null>;
  /** The admin who ordered it for somebody who could not; null where its user asked for it. */
  declare orderedById: CreationOptional<string | null>;
  declare checkAt: number | null;
  /** Counts the refusals of the gateway that passed; each try has its own idempotency key. */
  declare attempt: CreationOptional<number>;
  declare requestedAt: number;
  declare updatedAt: number;
  declare endedAt: CreationOptional<number | null>;
}

export const definePayouts = (database: Database) =>
  database.bind(PayoutRow, 'payouts', {
    id: idColumn(),
    userId: refColumn(),
    amountCents: centsColumn(),
    returnedCents: { ...centsColumn(), defaultValue: 0 },
    method: wordColumn(PAYOUT_METHODS),
    status: wordColumn(PAYOUT_STATUSES),
    gateway: nullable(textColumn(20)),
    gatewayAccountId: nullable(textColumn(120)),
    gatewayTransferId: nullable(textColumn(120)),
    failureReason: nullable(textColumn(FAILURE_TEXT_MAX)),
    bankReference: nullable(textColumn(140)),
    bankAccountReadAt: nullable(instantColumn()),
    sealedBankAccount: nullable(textColumn(SEALED_ACCOUNT_MAX)),
    bankAccountDigits: nullable(textColumn(4)),
    orderedById: nullable(refColumn()),
    checkAt: nullable(instantColumn()),
    attempt: { ...integerColumn(), defaultValue: 1 },
    requestedAt: instantColumn(),
    updatedAt: instantColumn(),
    endedAt: nullable(instantColumn()),
  });

export class PayoutAccountRow extends Model<
  InferAttributes<PayoutAccountRow>,
  InferCreationAttributes<PayoutAccountRow>
> {
  declare id: string;
  declare userId: string;
  declare gateway: string;
  /** Our idempotency key with the gateway, written before the first call. */
  declare gatewayKey: string;
  declare gatewayAccountId: CreationOptional<string | null>;
  declare detailsSubmitted: boolean;
  declare payoutsEnabled: boolean;
  /** When money may first go there; null until the gateway has let it. */
  declare usableFrom: CreationOptional<number | null>;
  /** Where the gateway last said that money goes from there; another one waits anew. */
  declare destinationPrint: CreationOptional<string | null>;
  declare createdAt: number;
  declare updatedAt: number;
}

export const definePayoutAccounts = (database: Database) =>
  database.bind(PayoutAccountRow, 'payout_accounts', {
    id: idColumn(),
    userId: refColumn(),
    gateway: textColumn(20),
    gatewayKey: textColumn(120),
    gatewayAccountId: nullable(textColumn(120)),
    detailsSubmitted: flagColumn('detailsSubmitted'),
    payoutsEnabled: flagColumn('payoutsEnabled'),
    usableFrom: nullable(instantColumn()),
    destinationPrint: nullable(textColumn(64)),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });
