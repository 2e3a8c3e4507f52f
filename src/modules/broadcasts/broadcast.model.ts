/** The rows of broadcasts. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
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
import { PLANS } from '../billing';

export const SEGMENTS = ['EVERYBODY', 'BUYERS', 'SELLERS'] as const;
export type Segment = (typeof SEGMENTS)[number];
export const AUDIENCE_PLANS = [...PLANS, 'NONE'] as const;
export type AudiencePlan = (typeof AUDIENCE_PLANS)[number];
export const BROADCAST_STATES = ['SENDING', 'SENT', 'STOPPED'] as const;

export class BroadcastRow extends Model<
  InferAttributes<BroadcastRow>,
  InferCreationAttributes<BroadcastRow>
> {
  declare id: string;
  declare segment: Segment;
  /** Of the segment those of whom all of these hold; null where it is no matter. */
  declare plan: CreationOptional<AudiencePlan | null>;
  declare verified: CreationOptional<boolean | null>;
  declare companyState: CreationOptional<string | null>;
  declare openDeal: CreationOptional<boolean | null>;
  declare title: string;
  declare content: string;
  declare state: (typeof BROADCAST_STATES)[number];
  /** Of the segment when it was sent. */
  declare recipients: number;
  declare told: number;
  /** Everybody up to here was told. */
  declare lastUserId: CreationOptional<string | null>;
  declare sentBy: string;
  declare sentAt: number;
  declare endedAt: CreationOptional<number | null>;
}

export const defineBroadcasts = (database: Database) =>
  database.bind(BroadcastRow, 'broadcasts', {
    id: idColumn(),
    segment: wordColumn(SEGMENTS),
    plan: nullable(wordColumn(AUDIENCE_PLANS)),
    verified: nullable(flagColumn('verified')),
    companyState: nullable(textColumn(2)),
    openDeal: nullable(flagColumn('openDeal')),
    title: textColumn(120),
    content: textColumn(4_000),
    state: wordColumn(BROADCAST_STATES),
    recipients: integerColumn(),
    told: integerColumn(),
    lastUserId: nullable(refColumn()),
    sentBy: refColumn(),
    sentAt: instantColumn(),
    endedAt: nullable(instantColumn()),
  });
