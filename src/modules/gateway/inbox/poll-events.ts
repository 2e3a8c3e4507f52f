/** Takes in the events that no webhook delivered, and retries those that have had no effect yet. */
import { type Keyset, oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep, tryOne } from '../../../platform/db/walk';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import type { GatewayEvent } from '../gateway-news';
import type { GatewayContext } from '../gateway.context';
import type { PaymentGateway, UnreadableRow } from '../payment-gateway';
import type { EventKey, Inbox } from './inbox';

/** For as long as Stripe itself tries to deliver an event. */
const LOOK_BACK_MS = 3 * DAY_MS;

const RETRY_EVERY_MS = 5 * MINUTE_MS;
/** Younger events are still in the hands of the request that brought them. */
const LEFT_OVER_AFTER_MS = MINUTE_MS;

export function schedulePollingEvents(
  { platform, events, gateways }: GatewayContext,
  inbox: Pick<Inbox, 'handleAgain' | 'takeEvent'>,
): void {
  const { clock, database, log, scheduler } = platform;
  scheduler.every('gateway.poll-events', HOUR_MS, pollEvents, { lane: 'gateway' });
  scheduler.every(
    'gateway.retry-events',
    RETRY_EVERY_MS,
    (signal) => sweep(log, findLeftOver(), inbox.handleAgain, signal),
    { lane: 'gateway' },
  );

  /** A gateway that does not answer does not keep the others from being asked. */
  async function pollEvents(signal: AbortSignal): Promise<void> {
    for (const gateway of gateways().live) {
      await tryOne(log, 'gateway.poll-events', gateway.name, () => takeMissed(gateway, signal));
    }
  }

  async function takeMissed(gateway: PaymentGateway, signal: AbortSignal): Promise<void> {
    const onUnreadable = ({ id, because }: UnreadableRow) =>
      log.error('a missed event cannot be read', { gateway: gateway.name, eventId: id, because });
    for await (const batch of gateway.readUndelivered(clock.now() - LOOK_BACK_MS, onUnreadable)) {
      // One without effect is in the inbox by then, and must not keep the others waiting.
      for (const event of await findUnknown(gateway, batch)) {
        signal.throwIfAborted();
        await tryOne(log, 'gateway.poll-events', event.id, () => inbox.takeEvent(gateway, event));
      }
    }
  }

  async function findUnknown({ name }: PaymentGateway, batch: GatewayEvent[]): Promise<GatewayEvent[]> {
    const rows = await events.findAll({
      attributes: ['eventId'],
      where: { gateway: name, eventId: batch.map(({ id }) => id) },
    });
    const known = new Set(rows.map(({ eventId }) => eventId));
    return batch.filter(({ id }) => !known.has(id));
  }

  const findLeftOver = (): Keyset<EventKey> =>
    selectKeyset(database, {
      name: 'gateway.retry-events',
      order: oldestFirst('receivedAt'),
      select: 'id, receivedAt, gateway, eventId',
      from: 'webhook_events',
      where: ["status = 'RECEIVED'", 'receivedAt <= :before'],
      values: { before: clock.now() - LEFT_OVER_AFTER_MS },
    });
}
