/** The rows of bank accounts that payouts are wired to: one per user, empty while none is named. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { instantColumn, nullable, refColumn, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

/** Wide enough for the longest account, sealed. */
export const SEALED_ACCOUNT_MAX = 2_000;

export class BankAccountRow extends Model<
  InferAttributes<BankAccountRow>,
  InferCreationAttributes<BankAccountRow>
> {
  declare userId: string;
  /** A `BankAccount` as JSON, sealed; with the two below null while none is named. */
  declare sealedAccount: CreationOptional<string | null>;
  declare lastDigits: CreationOptional<string | null>;
  /** When money may first go there. */
  declare usableFrom: CreationOptional<number | null>;
  declare createdAt: number;
  declare updatedAt: number;
}

export const defineBankAccounts = (database: Database) =>
  database.bind(BankAccountRow, 'bank_accounts', {
    userId: { ...refColumn(), primaryKey: true },
    sealedAccount: nullable(textColumn(SEALED_ACCOUNT_MAX)),
    lastDigits: nullable(textColumn(4)),
    usableFrom: nullable(instantColumn()),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });
