/** The rows of the listings module. */
import type { InferAttributes, InferCreationAttributes } from 'sequelize';
import { Model } from 'sequelize';
import {
  centsColumn,
  flagColumn,
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  longTextColumn,
  nullable,
  refColumn,
  textColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import type { ListedCarrier } from './carrier-part.rules';
import type { Deal, Finance, Operation, PlatformStanding } from './listing.fields';
import type { Status } from './listing.rules';

export class ListingRow extends Model<InferAttributes<ListingRow>, InferCreationAttributes<ListingRow>> {
  declare id: string;
  declare sellerId: string;
  declare usdot: number;
  /** The USDOT number again while the listing is live; unique. */
  declare liveUsdot: number | null;
  declare status: Status;
  declare statusReason: string | null;
  /** Grows with every change; an edit names the version that it saw. */
  declare version: number;
  declare title: string;
  declare summary: string;
  declare description: string;
  declare askingPriceCents: number | null;
  declare deal: Deal | null;
  declare operation: Operation;
  declare platformStanding: PlatformStanding;
  declare finance: Finance;
  declare approvalRequired: boolean;
  declare carrier: ListedCarrier;
  /** The latest report of checks that this listing was judged by. */
  declare reportId: string | null;
  declare verified: boolean;
  /** Its premium fee is paid, and its premium standing not over. */
  declare premium: boolean;
  /** How many times the listing was paid for. */
  declare publication: number;
  /** The credit of the present publication is spent, and neither used up nor returned. */
  declare publicationPaid: boolean;
  /** Whom the listing is reserved for or sold to. */
  declare buyerId: string | null;
  declare createdAt: number;
  declare updatedAt: number;
  declare submittedAt: number | null;
  declare publishedAt: number | null;
  declare expiresAt: number | null;
}

export class AccessRow extends Model<InferAttributes<AccessRow>, InferCreationAttributes<AccessRow>> {
  declare listingId: string;
  declare buyerId: string;
  declare status: AccessStatus;
  declare ndaVersion: string;
  declare unlockedAt: number;
  declare decidedAt: number | null;
  declare creditReturnedAt: number | null;
}
export type AccessStatus = 'PENDING' | 'GRANTED' | 'REVOKED';

const listingColumns = {
  id: idColumn(),
  sellerId: refColumn(),
  usdot: integerColumn(),
  liveUsdot: nullable(integerColumn()),
  status: textColumn(20),
  statusReason: nullable(textColumn(2_000)),
  version: integerColumn(),
  title: textColumn(120),
  summary: textColumn(1_000),
  description: longTextColumn(),
  askingPriceCents: nullable(centsColumn()),
  deal: nullable(jsonColumn('deal')),
  operation: jsonColumn('operation'),
  platformStanding: jsonColumn('platformStanding'),
  finance: jsonColumn('finance'),
  approvalRequired: flagColumn('approvalRequired'),
  carrier: jsonColumn('carrier'),
  reportId: nullable(refColumn()),
  verified: flagColumn('verified'),
  premium: flagColumn('premium'),
  publication: integerColumn(),
  publicationPaid: flagColumn('publicationPaid'),
  buyerId: nullable(refColumn()),
  createdAt: instantColumn(),
  updatedAt: instantColumn(),
  submittedAt: nullable(instantColumn()),
  publishedAt: nullable(instantColumn()),
  expiresAt: nullable(instantColumn()),
};

export type ListingModel = typeof ListingRow;
export type AccessModel = typeof AccessRow;

export const defineListings = (database: Database): ListingModel =>
  database.bind(ListingRow, 'listings', listingColumns);

export const defineAccess = (database: Database): AccessModel =>
  database.bind(AccessRow, 'listing_access', {
    listingId: { ...refColumn(), primaryKey: true },
    buyerId: { ...refColumn(), primaryKey: true },
    status: textColumn(10),
    ndaVersion: textColumn(20),
    unlockedAt: instantColumn(),
    decidedAt: nullable(instantColumn()),
    creditReturnedAt: nullable(instantColumn()),
  });
