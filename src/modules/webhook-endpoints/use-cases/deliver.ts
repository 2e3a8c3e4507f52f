/** Posts what waits for an endpoint: one after another, in the order of the log, by one worker at a time. */
import { z } from 'zod';
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { describeError } from '../../../platform/kernel/logger';
import { hasFailedForDays, quietMs, retryAfterMs, TRIES_IN_ORDER } from '../delivery.rules';
import type { Posted } from '../post-webhook';
import type { WebhookEndpoint } from '../webhook-endpoint.model';
import type { WebhookEndpointsContext } from '../webhook-endpoints.context';
import type { SwitchOff } from './switch-off';

const DELIVER = 'webhooks.deliver';
const Order = z.object({ endpointId: z.string() });

/** An endpoint that is slow gives its place to the others after so long, or so many deliveries. */
const TURN_MS = 10 * SECOND_MS;
const TURN_DELIVERIES = 50;
/** After it another worker takes an endpoint over whose worker has died. */
const HELD_FOR_MS = 2 * MINUTE_MS;
/** Of an owner who cannot sign in now. */
const LOOKS_AGAIN_AFTER_MS = HOUR_MS;

/** Lets what waits for the endpoint go out, in the ambient unit. */
export type Wake = (endpointId: string, runAt?: number) => Promise<void>;

export const createWake =
  ({ platform: { queue } }: Pick<WebhookEndpointsContext, 'platform'>): Wake =>
  (endpointId, runAt) =>
    queue.enqueue(
      DELIVER,
      { endpointId },
      runAt === undefined ? {} : { runAt, onceKey: `${DELIVER}:${endpointId}:${runAt}` },
    );

/** What may go out once it is due: not behind an earlier one about the same thing, unless that one has failed for long. */
const IN_LINE = `FROM webhook_deliveries d
  WHERE d.endpointId = :id AND d.status = 'WAITING' AND NOT EXISTS (
    SELECT 1 FROM webhook_deliveries e
    WHERE e.endpointId = d.endpointId AND e.subject = d.subject AND e.status = 'WAITING'
      AND e.position < d.position AND e.attempts < ${TRIES_IN_ORDER})`;
const NEXT = `SELECT d.id ${IN_LINE} AND d.nextTryAt <= :now ORDER BY d.position, d.id LIMIT 1`;
const EARLIEST = `SELECT MIN(d.nextTryAt) AS nextTryAt ${IN_LINE}`;

export function createDeliver(context: WebhookEndpointsContext, wake: Wake, switchOff: SwitchOff) {
  const { platform, models, identity, signing, postWebhook } = context;
  const { clock, database, log, queue, scheduler } = platform;
  const count = platform.measures.counter(
    'mcx_webhook_posts_total',
    'Posts to the endpoints of partners, by what they answered.',
    { outcome: ['taken', 'failed', 'gone'] },
  );

  /** Takes the endpoint for this worker; null where there is nothing to do, or another has it and will see to it. */
  const take = (id: string): Promise<WebhookEndpoint | null> =>
    database.atomically(async () => {
      const now = clock.now();
      const endpoint = await models.endpoints.findByPk(id, { lock: true });
      if (endpoint?.status !== 'ACTIVE') return null;
      if ((endpoint.busyUntil ?? 0) > now || (endpoint.quietUntil ?? 0) > now) return null;
      const owner = (await identity.findUsers([endpoint.userId])).get(endpoint.userId);
      if (owner?.status !== 'ACTIVE') {
        await endpoint.update({ quietUntil: now + LOOKS_AGAIN_AFTER_MS });
        return null;
      }
      return endpoint.update({ busyUntil: now + HELD_FOR_MS });
    });

  /** Lets go of it, and says when it is to be looked at again. What came meanwhile found it taken, so it is looked for. */
  const letGo = (id: string): Promise<void> =>
    database.atomically(async () => {
      const endpoint = await models.endpoints.findByPk(id, { lock: true });
      if (!endpoint) return;
      await endpoint.update({ busyUntil: null });
      if (endpoint.status !== 'ACTIVE') return;
      const [earliest] = await database.select<{ nextTryAt: number | null }>(EARLIEST, { id });
      if (!earliest?.nextTryAt) return;
      const runAt = Math.max(Number(earliest.nextTryAt), endpoint.quietUntil ?? 0);
      await (runAt > clock.now() ? wake(id, runAt) : wake(id));
    });

  /** Those that are good now, the newest first; null where they cannot be read any more. */
  function liveSecretsOf(endpoint: WebhookEndpoint): string[] | null {
    const { id, sealedSecret, sealedFormerSecret, formerSecretUntil } = endpoint;
    const formerLives = sealedFormerSecret !== null && (formerSecretUntil ?? 0) > clock.now();
    try {
      return [sealedSecret, ...(formerLives ? [sealedFormerSecret] : [])].map((sealed) =>
        signing.open(sealed, id),
      );
    } catch (error) {
      log.error('the secret of a webhook endpoint cannot be read', {
        endpointId: id,
        error: describeError(error),
      });
      return null;
    }
  }

  /** What came of a try, on the rows as they are now. Answers whether more may be posted. */
  const conclude = (endpointId: string, deliveryId: string, url: string, posted: Posted): Promise<boolean> =>
    database.atomically(async () => {
      const endpoint = await models.endpoints.findByPk(endpointId, { lock: true });
      const delivery = await models.deliveries.findByPk(deliveryId, { lock: true });
      // Deleted meanwhile.
      if (!endpoint || !delivery) return false;
      const now = clock.now();
      const { status, answer, because, durationMs } = posted;
      // An address that is given up already says nothing of the next.
      const outcome = posted.outcome === 'gone' && endpoint.url !== url ? 'failed' : posted.outcome;
      const number = delivery.tries + 1;
      const attempts = delivery.attempts + 1;
      await models.tries.create({
        id: newId(),
        deliveryId,
        number,
        at: now,
        status,
        answer,
        because,
        durationMs,
      });
      const facts = { attempts, tries: number, lastTriedAt: now, lastStatus: status, because };
      if (outcome === 'taken') {
        await delivery.update({ ...facts, status: 'TAKEN', nextTryAt: null });
        await endpoint.update({ failures: 0, failingSince: null, quietUntil: null, lastTakenAt: now });
        return endpoint.status === 'ACTIVE';
      }
      const delayMs = outcome === 'gone' ? null : retryAfterMs(attempts, Math.random());
      const isWaiting = delayMs !== null && delivery.status === 'WAITING';
      await delivery.update({
        ...facts,
        ...(isWaiting
          ? { nextTryAt: now + delayMs }
          : { status: delivery.status === 'WAITING' ? 'FAILED' : delivery.status, nextTryAt: null }),
      });
      const failures = endpoint.failures + 1;
      const failingSince = endpoint.failingSince ?? now;
      await endpoint.update({ failures, failingSince, quietUntil: now + quietMs(failures, Math.random()) });
      if (endpoint.status === 'OFF') return false;
      if (outcome === 'gone') await switchOff(endpoint, 'GONE');
      else if (delayMs === null && hasFailedForDays(failingSince, now)) await switchOff(endpoint, 'FAILING');
      return false;
    });

  /** Looks at both rows anew: endpoints are paused and given other secrets, and deliveries replayed, at any moment. */
  async function postOne(endpointId: string, deliveryId: string, signal: AbortSignal): Promise<boolean> {
    const [endpoint, delivery] = await Promise.all([
      models.endpoints.findByPk(endpointId),
      models.deliveries.findByPk(deliveryId),
    ]);
    if (endpoint?.status !== 'ACTIVE' || delivery?.status !== 'WAITING') return false;
    const secrets = liveSecretsOf(endpoint);
    if (secrets === null) {
      await database.atomically(async () => {
        const locked = await models.endpoints.findByPk(endpointId, { lock: true });
        if (locked?.status === 'ACTIVE') await switchOff(locked, 'SECRET_LOST');
      });
      return false;
    }
    const headers = await signing.headersOf(secrets, delivery.eventId, clock.now(), delivery.body);
    const posted = await postWebhook(endpoint.url, headers, delivery.body, signal);
    count({ outcome: posted.outcome });
    return conclude(endpointId, deliveryId, endpoint.url, posted);
  }

  async function postAll(endpointId: string, signal: AbortSignal): Promise<void> {
    const turnEndsAt = clock.now() + TURN_MS;
    for (let posted = 0; posted < TURN_DELIVERIES && clock.now() < turnEndsAt; posted += 1) {
      signal.throwIfAborted();
      const values = { id: endpointId, now: clock.now() };
      const [next] = await database.select<{ id: string }>(NEXT, values);
      if (!next || !(await postOne(endpointId, next.id, signal))) return;
    }
  }

  queue.handle(DELIVER, { lane: 'webhooks', runs: 'outside' }, async (payload, { signal }) => {
    const { endpointId } = Order.parse(payload);
    if ((await take(endpointId)) === null) return;
    try {
      await postAll(endpointId, signal);
    } finally {
      await letGo(endpointId);
    }
  });

  /** Whatever was forgotten, as by a worker that died. */
  scheduler.every('webhooks.wake', MINUTE_MS, (signal) => {
    const now = clock.now();
    const due = selectKeyset<{ id: string }>(database, {
      name: 'webhooks.wake',
      order: BY_ID,
      select: 'id',
      from: 'webhook_endpoints',
      where: [
        "status = 'ACTIVE'",
        '(busyUntil IS NULL OR busyUntil <= :now)',
        '(quietUntil IS NULL OR quietUntil <= :now)',
        `EXISTS (SELECT 1 FROM webhook_deliveries d
           WHERE d.endpointId = webhook_endpoints.id AND d.status = 'WAITING' AND d.nextTryAt <= :now)`,
      ],
      values: { now },
    });
    return sweep(log, due, ({ id }) => wake(id), signal);
  });
}
