/** The rows of offers: the offer itself, its versions, its steps. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  centsColumn,
  flagColumn,
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { OFFER_STATUSES, type OfferStatus, type Side, SIDES, type Step, STEPS } from './offer.rules';
import { OfferTerms } from './offers.schema';

export class Offer extends Model<InferAttributes<Offer>, InferCreationAttributes<Offer>> {
  declare id: string;
  declare listingId: string;
  /** As it stood when the offer was made. */
  declare listingTitle: string;
  declare buyerId: string;
  declare sellerId: string;
  /** Made at the asking price, as the answer to it. */
  declare buyNow: CreationOptional<boolean>;
  declare status: OfferStatus;
  declare turn: Side;
  /** Amount and end of life of the version that stands. */
  declare amountCents: number;
  declare standingVersion: number;
  declare versionCount: number;
  declare expiresAt: number;
  declare remindAt: CreationOptional<number | null>;
  declare backupRank: CreationOptional<number | null>;
  declare acceptedAt: CreationOptional<number | null>;
  /** The transaction that its acceptance opened. */
  declare transactionId: CreationOptional<string | null>;
  declare endedAt: CreationOptional<number | null>;
  /** The number of the last step. */
  declare revision: number;
  declare createdAt: number;
  declare updatedAt: number;
}

export class OfferVersion extends Model<
  InferAttributes<OfferVersion>,
  InferCreationAttributes<OfferVersion>
> {
  declare id: string;
  declare offerId: string;
  declare number: number;
  /** The version that it answers; null for an opening one. */
  declare answers: number | null;
  declare side: Side;
  declare byUserId: string;
  declare amountCents: number;
  declare terms: OfferTerms;
  declare message: string | null;
  declare expiresAt: number;
  declare createdAt: number;
}

export class OfferStep extends Model<InferAttributes<OfferStep>, InferCreationAttributes<OfferStep>> {
  declare id: string;
  declare offerId: string;
  declare sequence: number;
  declare step: Step;
  /** Null for the platform. */
  declare side: Side | null;
  declare byUserId: string | null;
  declare versionNumber: number;
  /** The offer's status after the step. */
  declare status: OfferStatus;
  declare reason: string | null;
  declare createdAt: number;
}

export const defineOffers = (database: Database) =>
  database.bind(Offer, 'offers', {
    id: idColumn(),
    listingId: refColumn(),
    listingTitle: textColumn(200),
    buyerId: refColumn(),
    sellerId: refColumn(),
    buyNow: { ...flagColumn('buyNow'), defaultValue: false },
    status: wordColumn(OFFER_STATUSES),
    turn: wordColumn(SIDES),
    amountCents: centsColumn(),
    standingVersion: integerColumn(),
    versionCount: integerColumn(),
    expiresAt: instantColumn(),
    remindAt: nullable(instantColumn()),
    backupRank: nullable(integerColumn()),
    acceptedAt: nullable(instantColumn()),
    transactionId: nullable(refColumn()),
    endedAt: nullable(instantColumn()),
    revision: integerColumn(),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });

export const defineOfferVersions = (database: Database) =>
  database.bind(OfferVersion, 'offer_versions', {
    id: idColumn(),
    offerId: refColumn(),
    number: integerColumn(),
    answers: nullable(integerColumn()),
    side: wordColumn(SIDES),
    byUserId: refColumn(),
    amountCents: centsColumn(),
    terms: jsonColumn('terms', OfferTerms),
    message: nullable(textColumn(4_000)),
    expiresAt: instantColumn(),
    createdAt: instantColumn(),
  });

export const defineOfferSteps = (database: Database) =>
  database.bind(OfferStep, 'offer_steps', {
    id: idColumn(),
    offerId: refColumn(),
    sequence: integerColumn(),
    step: wordColumn(STEPS),
    side: nullable(wordColumn(SIDES)),
    byUserId: nullable(refColumn()),
    versionNumber: integerColumn(),
    status: wordColumn(OFFER_STATUSES),
    reason: nullable(textColumn(2_000)),
    createdAt: instantColumn(),
  });
