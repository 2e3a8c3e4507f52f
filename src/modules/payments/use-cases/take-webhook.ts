/** The inbox: takes the gateway's events in, each with one effect, in any order and however often they come. */
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import type { Actor } from '../../../platform/kernel/actor';
import { crashPoint } from '../../../platform/kernel/crash';
import { newId } from '../../../platform/kernel/ids';
import { describeError } from '../../../platform/kernel/logger';
import { redactText } from '../../../platform/kernel/redact';
import type { Audit } from '../../audit';
import { GatewayEvent, type PaymentGateway } from '../gateway';
import type { Present } from '../payment.view';
import { eventNotParked, methodUnavailable } from '../payments.problems';
import type { WebhookEventView } from '../payments.schema';
import type { WebhookEventRow, WebhookEventRows, WebhookStatus } from '../webhook-event.model';
import type { EventEffects } from './event-effects';

/** An event that fails this often for a reason of ours waits for a person. */
const MAX_ATTEMPTS = 10;
const REASON_MAX = 500;
const OBJECT_ID_MAX = 190;

interface Deps {
  events: WebhookEventRows;
  effects: EventEffects;
  audit: Audit;
  gateway: PaymentGateway | null;
  present: Present;
}

export function createTakeWebhook(
  { clock, database, log }: Platform,
  { events, effects, audit, gateway, present }: Deps,
) {
  /**
   * Returns once the event is recorded and its effect committed; an error makes the gateway send it again.
   *
   * @throws bad_signature, payment_method_unavailable (no gateway here)
   */
  async function takeWebhook(rawBody: Buffer, signatureHeader: string | undefined): Promise<void> {
    if (!gateway) throw methodUnavailable('No payment gateway is configured here.');
    await takeEvent(gateway, gateway.verifyWebhook(rawBody, signatureHeader));
  }

  /** Whoever calls knows that it is the gateway's own. */
  async function takeEvent({ name }: PaymentGateway, event: GatewayEvent): Promise<void> {
    await write(name, event);
    crashPoint('payments.after_event_written');
    await handle(event.id);
  }

  /** First of all and for itself, so that the event is known whatever becomes of its effect. */
  async function write(from: string, event: GatewayEvent): Promise<void> {
    await events.bulkCreate(
      [
        {
          id: newId(),
          gateway: from,
          eventId: event.id,
          type: event.type,
          objectId: objectIdOf(event),
          payload: JSON.stringify(event),
          status: 'RECEIVED',
          attempts: 0,
          receivedAt: clock.now(),
        },
      ],
      { ignoreDuplicates: true },
    );
  }

  /** Gives a received event its effect, unless it has had it. */
  async function handle(eventId: string): Promise<void> {
    try {
      await database.atomically(async () => {
        const row = await events.findOne({ where: { eventId }, lock: true });
        if (row?.status === 'RECEIVED') await takeEffect(row);
      });
    } catch (error) {
      log.error('a webhook event could not take effect', { eventId, error: describeError(error) });
      await countFailure(eventId, error);
      throw error;
    }
  }

  async function takeEffect(row: WebhookEventRow): Promise<void> {
    const { status, reason } = await apply(row);
    if (status === 'PARKED')
      log.error('a webhook event waits for a person', { eventId: row.eventId, reason });
    await row.update({
      status,
      reason: reason === null ? null : keepable(reason),
      attempts: row.attempts + 1,
      handledAt: clock.now(),
    });
    crashPoint('payments.before_event_commit');
  }

  async function apply(row: WebhookEventRow): Promise<{ status: WebhookStatus; reason: string | null }> {
    const event = GatewayEvent.parse(JSON.parse(row.payload));
    const effect = effects[event.type];
    if (!effect) return { status: 'IGNORED', reason: null };
    const verdict = await effect(row.gateway as PaymentGateway['name'], event);
    return verdict.outcome === 'PARKED'
      ? { status: 'PARKED', reason: verdict.reason }
      : { status: 'DONE', reason: null };
  }

  async function countFailure(eventId: string, error: unknown): Promise<void> {
    await database.atomically(async () => {
      const row = await events.findOne({ where: { eventId }, lock: true });
      if (row?.status !== 'RECEIVED') return;
      const attempts = row.attempts + 1;
      const reason = keepable(String(error instanceof Error ? error.message : error));
      const status = attempts >= MAX_ATTEMPTS ? 'PARKED' : 'RECEIVED';
      if (status === 'PARKED') log.error('a webhook event waits for a person', { eventId, reason });
      await row.update({ attempts, status, reason });
    });
  }

  /** An admin has mended what stood in the way. An event that has had its effect keeps it. */
  const replay = (actor: Actor, eventId: string): Promise<WebhookEventView> =>
    database.atomically(async () => {
      const row = await events.findOne({ where: { eventId }, lock: true });
      if (!row) throw notFound('There is no such event.');
      if (row.status === 'DONE') return present.webhookEvent(row);
      await takeEffect(row);
      await audit.record({
        actor,
        action: 'webhook.replayed',
        subject: { type: 'webhook_event', id: eventId },
        detail: { outcome: row.status },
      });
      return present.webhookEvent(row);
    });

  /**
   * Joins the unit: an admin has settled by hand what a parked event tells, and it shall have no effect. What it hides
   * it hides from the list alone: the gateway is held against the books all the same.
   *
   * @throws not_found, event_not_parked
   */
  const dismiss = (actor: Actor, eventId: string, reason: string): Promise<WebhookEventView> =>
    database.atomically(async () => {
      const row = await events.findOne({ where: { eventId }, lock: true });
      if (!row) throw notFound('There is no such event.');
      if (row.status !== 'PARKED') throw eventNotParked(`It is ${row.status}.`);
      const parkedFor = row.reason;
      await row.update({ status: 'IGNORED', reason: keepable(reason), handledAt: clock.now() });
      await audit.record({
        actor,
        action: 'webhook.dismissed',
        subject: { type: 'webhook_event', id: eventId },
        reason,
        detail: { parkedFor },
      });
      return present.webhookEvent(row);
    });

  return { takeWebhook, takeEvent, handle, replay, dismiss };
}

/** Operators read it: what the gateway wrote into its event may stand in it. */
const keepable = (reason: string): string => redactText(reason).slice(0, REASON_MAX);

function objectIdOf({ data }: GatewayEvent): string | null {
  const { id } = data.object;
  return typeof id === 'string' ? id.slice(0, OBJECT_ID_MAX) : null;
}
