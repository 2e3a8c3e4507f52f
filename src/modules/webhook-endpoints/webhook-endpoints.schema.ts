/** What partners' webhooks look like on the wire. */
import { z } from 'zod';
import { Id, Instant, line } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { PUBLIC_EVENTS } from '../feed';
import { Person } from '../identity';
import { ADDRESS_MAX } from './address.rules';
import {
  UNCONFIRMED,
  DELIVERY_STATUSES,
  ENDPOINT_STATUSES,
  OFF_REASONS,
  REPLAYED_AT_ONCE,
} from './delivery.rules';
import { EVERY_KIND } from './use-cases/note-events';
import { TEST_KIND } from './use-cases/replay';

const KINDS = PUBLIC_EVENTS.map(({ name }) => name);

const Kinds = z
  .array(z.enum([EVERY_KIND, ...KINDS]))
  .min(1)
  .max(KINDS.length)
  .describe(
    `The kinds of events that are posted; \`${EVERY_KIND}\` stands for all, those that come later too.`,
  );
const Url = z
  .string()
  .trim()
  .min(1)
  .max(ADDRESS_MAX)
  .describe('Where events are posted: `https://` on the public internet, port 443 or 8443.');
const Name = line(100).describe('A name to recognize the endpoint by.');

export const NewWebhookEndpoint = z
  .strictObject({ url: Url, name: Name.optional(), events: Kinds.default([EVERY_KIND]) })
  .meta({ id: 'NewWebhookEndpoint' });

export const WebhookEndpointChange = z
  .strictObject({ url: Url.optional(), name: Name.nullable().optional(), events: Kinds.optional() })
  .refine((change) => Object.keys(change).length > 0, 'must change something')
  .meta({ id: 'WebhookEndpointChange' });

const status = z
  .enum(ENDPOINT_STATUSES)
  .describe(
    'PAUSED: by its owner; events wait. OFF: by the platform; events are missed until it is resumed.',
  );
const offReason = z
  .enum(OFF_REASONS)
  .nullable()
  .describe(
    'Why it is off. GONE: it answered 410. FAILING: it took nothing for days. ACCESS_VOIDED: its owner recovered the account, or changed its password or second factor. SECRET_LOST: rotate the secret.',
  );
const health = {
  failures: z.int().describe('Tries in a row that failed.'),
  failingSince: Instant.nullable().describe('When the first of them was; null where the last one was taken.'),
  lastTakenAt: Instant.nullable().describe('When an event was last taken.'),
};

export const WebhookEndpointView = z
  .strictObject({
    id: Id,
    url: z.string().describe('Where events are posted.'),
    name: z.string().nullable().describe('The name that you gave it.'),
    events: z
      .array(z.string())
      .describe(`The kinds of events that are posted; \`${EVERY_KIND}\` stands for all.`),
    status,
    offReason,
    statusAt: Instant.describe('Since when.'),
    unconfirmed: z
      .array(z.enum(UNCONFIRMED))
      .describe(
        'What to set anew before it is resumed: its address, its secret. Both after a recovery of the account.',
      ),
    ...health,
    secretAt: Instant.describe('When its secret was made.'),
    formerSecretUntil: Instant.nullable().describe('Until when the secret before it signs as well.'),
    createdAt: Instant.describe('When it was created.'),
  })
  .meta({ id: 'WebhookEndpoint' });

export const WebhookEndpointWithSecret = WebhookEndpointView.extend({
  secret: z
    .string()
    .describe('What signatures are verified with, by Standard Webhooks. It is not shown again.'),
}).meta({ id: 'WebhookEndpointWithSecret' });

export const RotateSecret = z.strictObject({
  dropFormer: z
    .boolean()
    .default(false)
    .describe(
      'The secret until now signs nothing more, as when it was lost. Else it signs for 24 hours beside the new.',
    ),
});

export const DeliveryQuery = PageQuery.extend({
  status: z.enum(DELIVERY_STATUSES).optional().describe('Only deliveries in this state.'),
  event: z
    .enum([...KINDS, TEST_KIND])
    .optional()
    .describe('Only events of this kind.'),
});

export const DeliveryView = z
  .strictObject({
    id: Id,
    eventId: Id.describe('The id of the event, sent as `webhook-id`: the same at every try and replay.'),
    event: z.string().describe('The kind of event.'),
    subject: z.string().describe('The id of what it is about.'),
    status: z
      .enum(DELIVERY_STATUSES)
      .describe(
        'WAITING: for its next try. TAKEN: answered 2xx. FAILED: given up. MISSED: the endpoint was off.',
      ),
    tries: z.int().describe('How often it was tried.'),
    lastStatus: z.int().nullable().describe('The HTTP status of the last try; null where no answer came.'),
    because: z.string().nullable().describe('Why the last try was not taken.'),
    occurredAt: Instant.describe('When the event happened.'),
    createdAt: Instant.describe('When it was noted for this endpoint.'),
    lastTriedAt: Instant.nullable().describe('When it was last tried.'),
    nextTryAt: Instant.nullable().describe('When it is tried next.'),
  })
  .meta({ id: 'WebhookDelivery' });

export const DeliveryDetail = DeliveryView.extend({
  body: z.string().describe('What is posted, to the byte.'),
  answers: z
    .array(
      z.strictObject({
        number: z.int().describe('Counted from 1, replays too.'),
        at: Instant.describe('When it ended.'),
        status: z.int().nullable().describe('The HTTP status; null where no answer came.'),
        answer: z.string().nullable().describe('The first of what was answered.'),
        because: z.string().nullable().describe('Why it was not taken.'),
        durationMs: z.int().describe('How long it took, in milliseconds.'),
      }),
    )
    .describe('Every try, the latest first.'),
}).meta({ id: 'WebhookDeliveryDetail' });

export const DeliveryParams = z.strictObject({
  id: Id,
  deliveryId: z.uuid().describe('The id of the delivery.'),
});

export const ReplayStretch = z
  .strictObject({
    from: Instant.describe('Events that happened from then on.'),
    until: Instant.optional().describe('And before then; without it, until now.'),
    afterPosition: z
      .int()
      .min(0)
      .optional()
      .describe('To go on: `lastPosition` of the answer before, with the same `from`, `until` and `all`.'),
    all: z.boolean().default(false).describe('What was taken as well. Else only what failed or was missed.'),
  })
  .meta({ id: 'WebhookReplay' });
export const Replayed = z.strictObject({
  replayed: z.int().describe(`How many are posted again, the earliest first: ${REPLAYED_AT_ONCE} at most.`),
  lastOccurredAt: Instant.nullable().describe('When the last of them happened.'),
  lastPosition: z.int().nullable().describe('The `position` of the last of them.'),
  hasMore: z.boolean().describe('There are more: ask again with `afterPosition`.'),
});

export const EventKindView = z
  .strictObject({
    event: z.string().describe('Its name, as in `type`.'),
    when: z.string().describe('When it is told.'),
    fields: z.array(z.string()).describe('The fields of `data`.'),
  })
  .meta({ id: 'WebhookEventKind' });

export const AdminEndpointQuery = PageQuery.extend({
  status: z
    .enum(ENDPOINT_STATUSES)
    .optional()
    .describe('All endpoints of this status. Without it, those that fail, the longest first.'),
});
export const AdminEndpointView = z
  .strictObject({
    id: Id,
    owner: Person,
    host: z.string().describe('Where events are posted, without path and query.'),
    status,
    offReason,
    statusAt: Instant.describe('Since when.'),
    ...health,
  })
  .meta({ id: 'AdminWebhookEndpoint' });
