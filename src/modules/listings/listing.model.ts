/** The rows of the listings module. */
import type { CreationOptional, InferAttributes, InferCreationAttributes } from 'sequelize';
import { Model, Op, type WhereOptions } from 'sequelize';
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
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { ListedCarrier } from './listed-carrier.rules';
import { Content, Deal, Finance, Operation, PlatformStanding } from './listing.fields';
import { type Status, STATUSES } from './listing.rules';

export class ListingRow extends Model<InferAttributes<ListingRow>, InferCreationAttributes<ListingRow>> {
  declare id: string;
  declare sellerId: string;
  declare usdot: number;
  /** The USDOT number while the listing is live, else null; unique. */
  declare liveUsdot: number | null;
  declare status: Status;
  declare statusReason: string | null;
  /** Grows with every change; an edit names the version that it is based on. */
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
  declare unlockCredits: number;
  declare carrier: ListedCarrier;
  /** The checks that the listing was last judged by. */
  declare reportId: string | null;
  declare verified: boolean;
  /** Its premium fee is paid, and the premium status has not ended. */
  declare premium: boolean;
  /** How many publications were paid for. */
  declare publication: number;
  /** The credit for the current publication is spent, and neither used up nor returned. */
  declare publicationPaid: boolean;
  /** The buyer that the listing is reserved for or sold to. */
  declare buyerId: string | null;
  /** Since when it is reserved; null while it is not. */
  declare reservedAt: CreationOptional<number | null>;
  /** Its seller had paused it when it was reserved or suspended: it comes back to the market so. */
  declare comesBackPaused: CreationOptional<boolean>;
  /** Until when that buyer has it alone; null when that has ended, or nobody has it. */
  declare exclusiveUntil: CreationOptional<number | null>;
  /** What its seller has changed since its approval, and waits for a review while the approved content stays live. */
  declare pendingChange: CreationOptional<Content | null>;
  declare changeSubmittedAt: CreationOptional<number | null>;
  declare createdAt: number;
  declare updatedAt: number;
  declare submittedAt: number | null;
  declare publishedAt: number | null;
  declare expiresAt: number | null;
  declare expiryRemindedAt: CreationOptional<number | null>;
  declare soldAt: CreationOptional<number | null>;
  /** What was paid. */
  declare soldCents: CreationOptional<number | null>;
}

/** What a row holds, without the model. */
export type ListingValues = Omit<InferAttributes<ListingRow>, never>;

export class AccessRow extends Model<InferAttributes<AccessRow>, InferCreationAttributes<AccessRow>> {
  declare listingId: string;
  declare buyerId: string;
  declare status: AccessStatus;
  declare ndaVersion: string;
  declare unlockedAt: number;
  declare decidedAt: number | null;
  /** When they were refused before they had read anything; what they had paid, if anything, came back then. */
  declare creditReturnedAt: number | null;
  /** Until when it waits for the seller; null where it never waited. */
  declare lapsesAt: CreationOptional<number | null>;
  /** When the seller was reminded of it. */
  declare remindedAt: CreationOptional<number | null>;
}
const ACCESS_STATUSES = ['PENDING', 'GRANTED', 'REVOKED'] as const;
export type AccessStatus = (typeof ACCESS_STATUSES)[number];

/** First reviews, and changes of live listings. */
export const AWAITING_REVIEW: WhereOptions<ListingRow> = {
  [Op.or]: [
    { status: 'PENDING_REVIEW' },
    { status: ['ACTIVE', 'PAUSED'], changeSubmittedAt: { [Op.ne]: null } },
  ],
};

/** A row of `listing_cards`, as far as presenting a card needs it. */
export interface CardRow {
  listingId: string;
  status: Status;
  publishedAt: number;
  premium: number;
  priceBand: number;
  /** JSON. */
  card: string;
}

export const LISTING_COLUMNS = {
  id: idColumn(),
  sellerId: refColumn(),
  usdot: integerColumn(),
  liveUsdot: nullable(integerColumn()),
  status: wordColumn(STATUSES),
  statusReason: nullable(textColumn(2_000)),
  version: integerColumn(),
  title: textColumn(120),
  summary: textColumn(1_000),
  description: longTextColumn(),
  askingPriceCents: nullable(centsColumn()),
  deal: nullable(jsonColumn('deal', Deal)),
  operation: jsonColumn('operation', Operation),
  platformStanding: jsonColumn('platformStanding', PlatformStanding),
  finance: jsonColumn('finance', Finance),
  approvalRequired: flagColumn('approvalRequired'),
  unlockCredits: integerColumn(),
  carrier: jsonColumn('carrier', ListedCarrier),
  reportId: nullable(refColumn()),
  verified: flagColumn('verified'),
  premium: flagColumn('premium'),
  publication: integerColumn(),
  publicationPaid: flagColumn('publicationPaid'),
  buyerId: nullable(refColumn()),
  reservedAt: nullable(instantColumn()),
  comesBackPaused: { ...flagColumn('comesBackPaused'), defaultValue: false },
  exclusiveUntil: nullable(instantColumn()),
  pendingChange: nullable(jsonColumn('pendingChange', Content)),
  changeSubmittedAt: nullable(instantColumn()),
  createdAt: instantColumn(),
  updatedAt: instantColumn(),
  submittedAt: nullable(instantColumn()),
  publishedAt: nullable(instantColumn()),
  expiresAt: nullable(instantColumn()),
  expiryRemindedAt: nullable(instantColumn()),
  soldAt: nullable(instantColumn()),
  soldCents: nullable(centsColumn()),
};

export const defineListings = (database: Database): typeof ListingRow =>
  database.bind(ListingRow, 'listings', LISTING_COLUMNS);

export const defineAccess = (database: Database): typeof AccessRow =>
  database.bind(AccessRow, 'listing_access', {
    listingId: { ...refColumn(), primaryKey: true },
    buyerId: { ...refColumn(), primaryKey: true },
    status: wordColumn(ACCESS_STATUSES),
    ndaVersion: textColumn(20),
    unlockedAt: instantColumn(),
    decidedAt: nullable(instantColumn()),
    creditReturnedAt: nullable(instantColumn()),
    lapsesAt: nullable(instantColumn()),
    remindedAt: nullable(instantColumn()),
  });
