/** The rows of reviews: the deals that can be reviewed, and what each side of them wrote of the other. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  idColumn,
  instantColumn,
  integerColumn,
  longTextColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

/** A completed deal. Its row is locked before a review of it is written, changed or shown. */
export class ReviewedDeal extends Model<
  InferAttributes<ReviewedDeal>,
  InferCreationAttributes<ReviewedDeal>
> {
  declare transactionId: string;
  declare listingId: string;
  declare listingTitle: string;
  declare buyerId: string;
  declare sellerId: string;
  declare completedAt: number;
  /** From then on nobody can write a review. */
  declare closesAt: number;
  /** When a lone review is shown; null where none waits. */
  declare revealAt: CreationOptional<number | null>;
  /** When whoever has written none is reminded; null once that is done. */
  declare remindAt: number | null;
}

const PARTS = ['BUYER', 'SELLER'] as const;
export type Part = (typeof PARTS)[number];

export class Review extends Model<InferAttributes<Review>, InferCreationAttributes<Review>> {
  declare id: string;
  declare transactionId: string;
  declare authorId: string;
  /** Whom it is about. */
  declare subjectId: string;
  /** The author's, in the deal. */
  declare part: Part;
  declare stars: number;
  /** As typed. */
  declare content: string;
  /** With its contact details hidden; null where it has none. */
  declare masked: string | null;
  declare createdAt: number;
  declare changedAt: CreationOptional<number | null>;
  /** When everybody could read it; null while it is sealed. */
  declare shownAt: CreationOptional<number | null>;
  declare hiddenAt: CreationOptional<number | null>;
  declare hiddenReason: CreationOptional<string | null>;
  declare reply: CreationOptional<string | null>;
  declare replyMasked: CreationOptional<string | null>;
  declare repliedAt: CreationOptional<number | null>;
  declare replyHiddenAt: CreationOptional<number | null>;
  declare replyHiddenReason: CreationOptional<string | null>;
}

export const defineModels = (database: Database) => ({
  deals: database.bind(ReviewedDeal, 'reviewed_deals', {
    transactionId: idColumn(),
    listingId: refColumn(),
    listingTitle: textColumn(200),
    buyerId: refColumn(),
    sellerId: refColumn(),
    completedAt: instantColumn(),
    closesAt: instantColumn(),
    revealAt: nullable(instantColumn()),
    remindAt: nullable(instantColumn()),
  }),
  reviews: database.bind(Review, 'reviews', {
    id: idColumn(),
    transactionId: refColumn(),
    authorId: refColumn(),
    subjectId: refColumn(),
    part: wordColumn(PARTS),
    stars: integerColumn(),
    content: longTextColumn(),
    masked: nullable(longTextColumn()),
    createdAt: instantColumn(),
    changedAt: nullable(instantColumn()),
    shownAt: nullable(instantColumn()),
    hiddenAt: nullable(instantColumn()),
    hiddenReason: nullable(textColumn(2_000)),
    reply: nullable(longTextColumn()),
    replyMasked: nullable(longTextColumn()),
    repliedAt: nullable(instantColumn()),
    replyHiddenAt: nullable(instantColumn()),
    replyHiddenReason: nullable(textColumn(2_000)),
  }),
});
export type Models = ReturnType<typeof defineModels>;
