/** The ledger of accepted confidentiality terms: insert-only, a trigger refuses every change. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { idColumn, instantColumn, nullable, refColumn, textColumn } from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';

export class NdaAcceptance extends Model<
  InferAttributes<NdaAcceptance>,
  InferCreationAttributes<NdaAcceptance>
> {
  declare id: string;
  declare listingId: string;
  declare buyerId: string;
  declare ndaVersion: string;
  declare textHash: string;
  declare acceptedAt: number;
  declare address: string;
  /** Null: accepted before a name was asked for. */
  declare typedName: string | null;
  /** Of the account at that moment. */
  declare accountName: string | null;
  declare accountEmail: string | null;
}

export const defineAcceptances = (database: Database): typeof NdaAcceptance =>
  database.bind(NdaAcceptance, 'nda_acceptances', {
    id: idColumn(),
    listingId: refColumn(),
    buyerId: refColumn(),
    ndaVersion: textColumn(20),
    textHash: textColumn(64),
    acceptedAt: instantColumn(),
    address: textColumn(64),
    typedName: nullable(textColumn(160)),
    accountName: nullable(textColumn(220)),
    accountEmail: nullable(textColumn(254)),
  });
