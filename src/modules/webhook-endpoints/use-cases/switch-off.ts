/** Switches an endpoint off and tells its owner: what waited is missed, and can be replayed once it is resumed. */
import { systemActor } from '../../../platform/kernel/actor';
import type { OffReason } from '../delivery.rules';
import type { WebhookEndpoint } from '../webhook-endpoint.model';
import type { WebhookEndpointsContext } from '../webhook-endpoints.context';
import { webhookSwitchedOff } from '../webhook-endpoints.events';

export type SwitchOff = ReturnType<typeof createSwitchOff>;

export const createSwitchOff =
  ({ platform: { clock, database, events }, audit }: WebhookEndpointsContext) =>
  /** In a unit, on the locked row. */
  async (endpoint: WebhookEndpoint, reason: OffReason): Promise<void> => {
    const { id, userId, url } = endpoint;
    const now = clock.now();
    await endpoint.update({ status: 'OFF', offReason: reason, statusAt: now, updatedAt: now });
    await database.change(
      `UPDATE webhook_deliveries SET status = 'MISSED', nextTryAt = NULL
       WHERE endpointId = :id AND status = 'WAITING'`,
      { id },
    );
    const { host } = new URL(url);
    await audit.record({
      actor: systemActor('webhook-endpoints'),
      action: 'webhook_endpoint.switched_off',
      subject: { type: 'webhook_endpoint', id },
      detail: { userId, host, reason },
    });
    await events.emit(webhookSwitchedOff, { endpointId: id, userId, host, reason });
  };
