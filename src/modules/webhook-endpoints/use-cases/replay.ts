/** Posts again what was posted or missed, one or a stretch of time, and a test event: signed by the secrets of now. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { postingOf } from '../../feed';
import { type DeliveryStatus, REPLAYED_AT_ONCE, TESTS_OF_A_HOST } from '../delivery.rules';
import type { WebhookDelivery, WebhookEndpoint } from '../webhook-endpoint.model';
import type { WebhookEndpointsContext } from '../webhook-endpoints.context';
import { tooManyWebhookTests, webhookEndpointNotActive } from '../webhook-endpoints.problems';
import type { Wake } from './deliver';
import { lockOwn } from './lock-endpoint';

export const TEST_KIND = 'webhook.test';

/** What happened from the one instant on and before the other. */
export interface ReplayRange {
  from: number;
  until: number;
  /** Goes on behind what was answered before. */
  afterPosition: number;
  /** What was taken as well; unless said, only what was not. */
  all: boolean;
}

const NOT_TAKEN: DeliveryStatus[] = ['FAILED', 'MISSED'];

export function createReplay(context: WebhookEndpointsContext, wake: Wake) {
  const { platform, models, audit } = context;
  const { clock, database } = platform;

  async function lockActive(actor: UserActor, id: string): Promise<WebhookEndpoint> {
    const endpoint = await lockOwn(context, actor, id);
    if (endpoint.status !== 'ACTIVE') throw webhookEndpointNotActive('Resume it first.');
    return endpoint;
  }

  /** Test events cost nothing to ask for, and many people can name the same host. */
  async function refuseTested(host: string): Promise<void> {
    const tested = await database.select<{ url: string; tests: number }>(
      `SELECT e.url, COUNT(*) AS tests FROM webhook_deliveries d
       JOIN webhook_endpoints e ON e.id = d.endpointId
       WHERE d.createdAt > :since AND d.kind = :kind GROUP BY e.id, e.url`,
      { since: clock.now() - HOUR_MS, kind: TEST_KIND },
    );
    const tests = tested
      .filter(({ url }) => new URL(url).host === host)
      .reduce((sum, each) => sum + Number(each.tests), 0);
    if (tests >= TESTS_OF_A_HOST)
      throw tooManyWebhookTests(`${host} has had ${TESTS_OF_A_HOST} within an hour.`);
  }

  const record = (
    actor: UserActor,
    id: string,
    did: 'replayed' | 'tested',
    detail: Record<string, string | number | boolean>,
  ) =>
    audit.record({
      actor,
      action: `webhook_endpoint.${did}`,
      subject: { type: 'webhook_endpoint', id },
      detail,
    });

  return {
    /** @throws not_found, webhook_endpoint_not_active */
    replayDelivery: (actor: UserActor, id: string, deliveryId: string): Promise<WebhookDelivery> =>
      database.atomically(async () => {
        await lockActive(actor, id);
        const delivery = await models.deliveries.findOne({
          where: { id: deliveryId, endpointId: id },
          lock: true,
        });
        if (!delivery) throw notFound('This endpoint has no such delivery.');
        await delivery.update({ status: 'WAITING', attempts: 0, nextTryAt: clock.now() });
        await record(actor, id, 'replayed', { deliveryId });
        await wake(id);
        return delivery;
      }),

    /** The earliest first, so many at once; answers how many, and whether there are more. @throws as above */
    replayRange: (actor: UserActor, id: string, { from, until, afterPosition, all }: ReplayRange) =>
      database.atomically(async () => {
        await lockActive(actor, id);
        const statuses: DeliveryStatus[] = all ? [...NOT_TAKEN, 'TAKEN'] : NOT_TAKEN;
        const found = await database.select<{ id: string; occurredAt: number; position: number }>(
          `SELECT id, occurredAt, position FROM webhook_deliveries
           WHERE endpointId = :id AND status IN (:statuses) AND kind <> '${TEST_KIND}'
             AND occurredAt >= :from AND occurredAt < :until AND position > :afterPosition
           ORDER BY position, id LIMIT ${REPLAYED_AT_ONCE + 1}`,
          { id, statuses, from, until, afterPosition },
        );
        const replayed = found.slice(0, REPLAYED_AT_ONCE);
        const last = replayed.at(-1);
        const ids = replayed.map((row) => row.id);
        if (ids.length > 0) {
          await database.change(
            `UPDATE webhook_deliveries SET status = 'WAITING', attempts = 0, nextTryAt = :now WHERE id IN (:ids)`,
            { ids, now: clock.now() },
          );
          await record(actor, id, 'replayed', { deliveries: ids.length, all });
          await wake(id);
        }
        return {
          replayed: ids.length,
          lastOccurredAt: last ? Number(last.occurredAt) : null,
          lastPosition: last ? Number(last.position) : null,
          hasMore: found.length > REPLAYED_AT_ONCE,
        };
      }),

    /** @throws not_found, webhook_endpoint_not_active, too_many_webhook_tests */
    sendTest: (actor: UserActor, endpointId: string): Promise<WebhookDelivery> =>
      database.atomically(async () => {
        const { url } = await lockActive(actor, endpointId);
        await refuseTested(new URL(url).host);
        const now = clock.now();
        const id = newId();
        const data = { endpointId };
        const delivery = await models.deliveries.create({
          ...{ id, endpointId, eventId: id, kind: TEST_KIND, subject: id, position: 0 },
          ...{
            body: JSON.stringify(postingOf({ id, type: TEST_KIND, position: null, at: now, data })),
            status: 'WAITING',
          },
          ...{ attempts: 0, tries: 0, nextTryAt: now, occurredAt: now, createdAt: now },
        });
        await record(actor, endpointId, 'tested', { deliveryId: id });
        await wake(endpointId);
        return delivery;
      }),
  };
}
