/** The sandbox gateway's webhooks: stored, then delivered by the queue with a signature, again until they are taken. */
import { SECOND_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import type { GatewayEvent } from '../gateway-news';
import type { GatewayConfig } from '../gateway.config';
import { parseEvent } from '../stripe/stripe-events';
import type { StripeEvent } from '../stripe/stripe-shapes';
import { newSandboxId } from './sandbox-ids';
import { signWebhook } from './sandbox-signature.rules';

const DELIVER = 'sandbox.deliver';

/** Where the webhooks go: the same inbox that the public endpoint serves. */
export type Deliver = (rawBody: Buffer, header: (name: string) => string | undefined) => Promise<void>;

export type SandboxEvents = ReturnType<typeof createSandboxEvents>;

export function createSandboxEvents(
  { clock, config, database, queue }: Platform<GatewayConfig>,
  deliver: Deliver,
) {
  database.keepsJson({ table: 'sandbox_events', key: 'id', column: 'body' });
  const nowSeconds = () => Math.floor(clock.now() / SECOND_MS);

  queue.handle(DELIVER, { lane: 'gateway', runs: 'outside' }, async (payload) => {
    const { eventId } = payload as { eventId: string };
    const [event] = await database.select<{ body: string }>(
      'SELECT body FROM sandbox_events WHERE id = :eventId',
      { eventId },
    );
    if (!event) return;
    const signature = signWebhook(event.body, config.SANDBOX_WEBHOOK_SECRET, nowSeconds());
    await deliver(Buffer.from(event.body), (name) => (name === 'stripe-signature' ? signature : undefined));
  });

  /** In the shape in which they were to be delivered. */
  async function* readUndelivered(since: number): AsyncGenerator<GatewayEvent[]> {
    const rows = await database.select<{ body: string }>(
      `SELECT e.body FROM sandbox_events e WHERE e.createdAt >= :since
         AND NOT EXISTS (SELECT 1 FROM webhook_events w WHERE w.gateway = 'sandbox' AND w.eventId = e.id)
       ORDER BY e.id`,
      { since },
    );
    yield rows.map(({ body }) => parseEvent(Buffer.from(body)));
  }

  return {
    readUndelivered,

    /** In the unit of what happened. */
    async tell(type: string, object: { id: string; object: string }): Promise<void> {
      const id = newSandboxId('evt');
      const event: StripeEvent = {
        ...{ id, object: 'event', type },
        created: nowSeconds(),
        data: { object: { ...object } },
      };
      await database.change('INSERT INTO sandbox_events (id, body, createdAt) VALUES (:id, :body, :now)', {
        id,
        body: JSON.stringify(event),
        now: clock.now(),
      });
      await queue.enqueue(DELIVER, { eventId: id });
    },
  };
}
