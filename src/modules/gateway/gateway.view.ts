/** Events of gateways as admins may see them. */
import { iso } from '../../platform/kernel/clock';
import type { WebhookEventView } from './gateway.schema';
import type { ListedEvent } from './inbox/list-events';

/** The payload itself is not shown: it holds what the gateway knows of the payer. */
export const presentWebhookEvent = ({ row, people, ways }: ListedEvent): WebhookEventView => ({
  id: row.eventId,
  gateway: row.gateway,
  type: row.type,
  objectId: row.objectId,
  status: row.status,
  reason: row.reason,
  people,
  ways: [...ways],
  attempts: row.attempts,
  receivedAt: iso(row.receivedAt),
  handledAt: iso(row.handledAt),
});
