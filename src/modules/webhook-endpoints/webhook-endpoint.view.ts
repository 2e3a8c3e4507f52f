/** Endpoints and deliveries on the wire; never a secret. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import type { PublicKind } from '../feed';
import { personOf, type User } from '../identity';
import { unconfirmedOf } from './delivery.rules';
import type { DeliveryFile } from './use-cases/read-endpoints';
import type { WebhookDelivery, WebhookEndpoint } from './webhook-endpoint.model';
import type {
  AdminEndpointView,
  DeliveryDetail,
  DeliveryView,
  EventKindView,
  WebhookEndpointView,
} from './webhook-endpoints.schema';

const isoOrNull = (at: number | null | undefined): string | null => iso(at ?? null);

const healthOf = ({ failures, failingSince, lastTakenAt }: WebhookEndpoint) => ({
  failures,
  failingSince: isoOrNull(failingSince),
  lastTakenAt: isoOrNull(lastTakenAt),
});

const statusOf = ({ status, offReason, statusAt }: WebhookEndpoint) => ({
  status,
  offReason: offReason ?? null,
  statusAt: iso(statusAt),
});

export const presentEndpoint = (row: WebhookEndpoint): z.output<typeof WebhookEndpointView> => ({
  id: row.id,
  url: row.url,
  name: row.name,
  events: row.kinds,
  ...statusOf(row),
  unconfirmed: unconfirmedOf(row),
  ...healthOf(row),
  secretAt: iso(row.secretAt),
  formerSecretUntil: isoOrNull(row.formerSecretUntil),
  createdAt: iso(row.createdAt),
});

export const presentToAdmin =
  (owners: Map<string, User>) =>
  (row: WebhookEndpoint): z.output<typeof AdminEndpointView> => ({
    id: row.id,
    owner: personOf(row.userId, owners),
    host: new URL(row.url).host,
    ...statusOf(row),
    ...healthOf(row),
  });

export const presentDelivery = (row: WebhookDelivery): z.output<typeof DeliveryView> => ({
  id: row.id,
  eventId: row.eventId,
  event: row.kind,
  subject: row.subject,
  status: row.status,
  tries: row.tries,
  lastStatus: row.lastStatus ?? null,
  because: row.because ?? null,
  occurredAt: iso(row.occurredAt),
  createdAt: iso(row.createdAt),
  lastTriedAt: isoOrNull(row.lastTriedAt),
  nextTryAt: isoOrNull(row.nextTryAt),
});

export const presentDeliveryFile = ({ delivery, tries }: DeliveryFile): z.output<typeof DeliveryDetail> => ({
  ...presentDelivery(delivery),
  body: delivery.body,
  answers: tries.map(({ number, at, status, answer, because, durationMs }) => ({
    ...{ number, at: iso(at), status, answer, because, durationMs },
  })),
});

export const presentKind = ({ name, when, shows }: PublicKind): z.output<typeof EventKindView> => ({
  event: name,
  when,
  fields: [...shows],
});
