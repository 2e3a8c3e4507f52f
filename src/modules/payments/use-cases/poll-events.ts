/** Takes in what no webhook brought: the gateway is asked for the events that it could not deliver. */
import type { Platform } from '../../../platform/platform';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { describeError } from '../../../platform/kernel/logger';
import type { GatewayEvent, PaymentGateway } from '../gateway';
import type { WebhookEventRows } from '../webhook-event.model';

/** For as long as Stripe itself tries to deliver an event. */
const LOOK_BACK_MS = 3 * DAY_MS;

interface Deps {
  events: WebhookEventRows;
  takeEvent(gateway: PaymentGateway, event: GatewayEvent): Promise<void>;
  gateway: PaymentGateway | null;
}

export function schedulePollingEvents(
  { clock, log, scheduler }: Platform,
  { events, takeEvent, gateway }: Deps,
): void {
  scheduler.every('payments.poll-events', HOUR_MS, async () => {
    if (!gateway) return;
    for await (const batch of gateway.readUndelivered(clock.now() - LOOK_BACK_MS)) {
      for (const event of await findMissed(batch)) await take(gateway, event);
    }
  });

  async function findMissed(batch: GatewayEvent[]): Promise<GatewayEvent[]> {
    const rows = await events.findAll({
      attributes: ['eventId'],
      where: { eventId: batch.map(({ id }) => id) },
    });
    const known = new Set(rows.map(({ eventId }) => eventId));
    return batch.filter(({ id }) => !known.has(id));
  }

  /** One without effect is in the inbox by then, and must not keep the others waiting. */
  async function take(from: PaymentGateway, event: GatewayEvent): Promise<void> {
    try {
      await takeEvent(from, event);
    } catch (error) {
      log.warn('a missed event had no effect yet', { eventId: event.id, error: describeError(error) });
    }
  }
}
