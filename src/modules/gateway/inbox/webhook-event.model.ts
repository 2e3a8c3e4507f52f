/** The inbox: every event that the gateway has told us, once. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  idColumn,
  instantColumn,
  integerColumn,
  jsonTextColumn,
  nullable,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';

/** PARKED waits for a person; IGNORED is of a kind that changes nothing here, or was parked and dismissed by an admin. */
const WEBHOOK_STATUSES = ['RECEIVED', 'DONE', 'IGNORED', 'PARKED'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

export class WebhookEventRow extends Model<
  InferAttributes<WebhookEventRow>,
  InferCreationAttributes<WebhookEventRow>
> {
  declare id: string;
  declare gateway: string;
  /** The gateway's id of it; unique per gateway. */
  declare eventId: string;
  declare type: string;
  /** The gateway's id of what it is about. */
  declare objectId: CreationOptional<string | null>;
  /** The event as it was signed. */
  declare payload: string;
  declare status: WebhookStatus;
  declare reason: CreationOptional<string | null>;
  declare attempts: number;
  declare receivedAt: number;
  declare handledAt: CreationOptional<number | null>;
}

export const defineWebhookEvents = (database: Database) =>
  database.bind(WebhookEventRow, 'webhook_events', {
    id: idColumn(),
    gateway: textColumn(20),
    eventId: textColumn(190),
    type: textColumn(120),
    objectId: nullable(textColumn(190)),
    payload: jsonTextColumn(),
    status: wordColumn(WEBHOOK_STATUSES),
    reason: nullable(textColumn(500)),
    attempts: integerColumn(),
    receivedAt: instantColumn(),
    handledAt: nullable(instantColumn()),
  });

export type WebhookEventRows = ReturnType<typeof defineWebhookEvents>;
