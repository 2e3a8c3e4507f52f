/** The rows of partners' webhooks: endpoints, deliveries, tries. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  jsonTextColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { ADDRESS_MAX } from './address.rules';
import {
  DELIVERY_STATUSES,
  type DeliveryStatus,
  ENDPOINT_STATUSES,
  type EndpointStatus,
  OFF_REASONS,
  type OffReason,
} from './delivery.rules';

export class WebhookEndpoint extends Model<
  InferAttributes<WebhookEndpoint>,
  InferCreationAttributes<WebhookEndpoint>
> {
  declare id: string;
  declare userId: string;
  declare url: string;
  declare name: string | null;
  /** The kinds of events that it is told; `*`: all. */
  declare kinds: string[];
  declare status: EndpointStatus;
  declare offReason: CreationOptional<OffReason | null>;
  declare statusAt: number;
  /** `URL`, `SECRET`, or both: what its owner sets anew before it is resumed, since somebody else may know or have named it. */
  declare unconfirmed: CreationOptional<string | null>;
  declare sealedSecret: string;
  declare secretAt: number;
  /** The one before, with the moment from which it is dead. */
  declare sealedFormerSecret: CreationOptional<string | null>;
  declare formerSecretUntil: CreationOptional<number | null>;
  /** Tries in a row that failed, and since when. */
  declare failures: number;
  declare failingSince: CreationOptional<number | null>;
  /** Nothing is posted before. */
  declare quietUntil: CreationOptional<number | null>;
  declare lastTakenAt: CreationOptional<number | null>;
  /** One worker at a time posts to it: until when this one has it. */
  declare busyUntil: CreationOptional<number | null>;
  declare createdAt: number;
  declare updatedAt: number;
}

export class WebhookDelivery extends Model<
  InferAttributes<WebhookDelivery>,
  InferCreationAttributes<WebhookDelivery>
> {
  declare id: string;
  declare endpointId: string;
  /** The same wherever and however often the event is posted. */
  declare eventId: string;
  declare kind: string;
  declare subject: string;
  /** Of the event in the log. */
  declare position: number;
  declare body: string;
  declare status: DeliveryStatus;
  /** Of this round: a replay begins another. */
  declare attempts: number;
  /** Of all rounds. */
  declare tries: number;
  declare nextTryAt: number | null;
  declare lastTriedAt: CreationOptional<number | null>;
  declare lastStatus: CreationOptional<number | null>;
  declare because: CreationOptional<string | null>;
  declare occurredAt: number;
  declare createdAt: number;
}

export class WebhookTry extends Model<InferAttributes<WebhookTry>, InferCreationAttributes<WebhookTry>> {
  declare id: string;
  declare deliveryId: string;
  declare number: number;
  declare at: number;
  declare status: number | null;
  declare answer: string | null;
  declare because: string | null;
  declare durationMs: number;
}

export const BECAUSE_MAX = 200;

export const defineModels = (database: Database) => ({
  endpoints: database.bind(WebhookEndpoint, 'webhook_endpoints', {
    id: idColumn(),
    userId: refColumn(),
    url: textColumn(ADDRESS_MAX),
    name: nullable(textColumn(100)),
    kinds: jsonColumn('kinds', z.array(z.string())),
    status: wordColumn(ENDPOINT_STATUSES),
    offReason: nullable(wordColumn(OFF_REASONS)),
    statusAt: instantColumn(),
    unconfirmed: nullable(textColumn(20)),
    sealedSecret: textColumn(500),
    secretAt: instantColumn(),
    sealedFormerSecret: nullable(textColumn(500)),
    formerSecretUntil: nullable(instantColumn()),
    failures: integerColumn(),
    failingSince: nullable(instantColumn()),
    quietUntil: nullable(instantColumn()),
    lastTakenAt: nullable(instantColumn()),
    busyUntil: nullable(instantColumn()),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  }),
  deliveries: database.bind(WebhookDelivery, 'webhook_deliveries', {
    id: idColumn(),
    endpointId: refColumn(),
    eventId: refColumn(),
    kind: textColumn(64),
    subject: textColumn(100),
    position: instantColumn(),
    body: jsonTextColumn(),
    status: wordColumn(DELIVERY_STATUSES),
    attempts: integerColumn(),
    tries: integerColumn(),
    nextTryAt: nullable(instantColumn()),
    lastTriedAt: nullable(instantColumn()),
    lastStatus: nullable(integerColumn()),
    because: nullable(textColumn(BECAUSE_MAX)),
    occurredAt: instantColumn(),
    createdAt: instantColumn(),
  }),
  tries: database.bind(WebhookTry, 'webhook_tries', {
    id: idColumn(),
    deliveryId: refColumn(),
    number: integerColumn(),
    at: instantColumn(),
    status: nullable(integerColumn()),
    answer: nullable(textColumn(1_000)),
    because: nullable(textColumn(BECAUSE_MAX)),
    durationMs: integerColumn(),
  }),
});

export type Models = ReturnType<typeof defineModels>;
