/** The sandbox gateway's webhooks: stored, then delivered by the queue with a signature, again until they are taken. */
import type { Platform } from '../../../platform/platform';
import { GatewayEvent } from '../gateway';
import { signWebhook } from '../webhook-signature.rules';
import { newSandboxId } from './sandbox-ids';

const DELIVER = 'payments.sandbox_deliver';

/** Where the webhooks go: the same inbox that the public endpoint serves. */
export type Deliver = (rawBody: Buffer, signatureHeader: string) => Promise<void>;

export type SandboxEvents = ReturnType<typeof createSandboxEvents>;

export function createSandboxEvents({ clock, config, database, queue }: Platform, deliver: Deliver) {
  queue.handle(DELIVER, { runs: 'outside' }, async (payload) => {
    const { eventId } = payload as { eventId: string };
    const [event] = await database.select<{ body: string }>(
      'SELECT body FROM sandbox_events WHERE id = :eventId',
      {
        eventId,
      },
    );
    if (!event) return;
    const signedAt = Math.floor(clock.now() / 1_000);
    const signature = signWebhook(event.body, config.SANDBOX_WEBHOOK_SECRET, signedAt);
    await deliver(Buffer.from(event.body), signature);
  });

  /** In the shape in which they were to be delivered. */
  async function* readUndelivered(since: number): AsyncGenerator<GatewayEvent[]> {
    const rows = await database.select<{ body: string }>(
      `SELECT e.body FROM sandbox_events e WHERE e.createdAt >= :since
         AND NOT EXISTS (SELECT 1 FROM webhook_events w WHERE w.eventId = e.id) ORDER BY e.id`,
      { since },
    );
    yield rows.map(({ body }) => GatewayEvent.parse(JSON.parse(body)));
  }

  return {
    readUndelivered,

    /** In the unit of what happened. */
    async tell(type: string, object: { id: string; object: string }): Promise<void> {
      const id = newSandboxId('evt');
      const now = clock.now();
      const event: GatewayEvent = {
        id,
        object: 'event',
        type,
        created: Math.floor(now / 1_000),
        data: { object: { ...object } },
      };
      await database.change('INSERT INTO sandbox_events (id, body, createdAt) VALUES (:id, :body, :now)', {
        id,
        body: JSON.stringify(event),
        now,
      });
      await queue.enqueue(DELIVER, { eventId: id });
    },
  };
}
