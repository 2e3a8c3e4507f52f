/** The inbox: takes the events of gateways in, each with one effect, in any order and however often they come. */
import { notFound } from '../../../platform/http/problem';
import { tryOne } from '../../../platform/db/walk';
import { DAY_MS } from '../../../platform/kernel/clock';
import { crashPoint } from '../../../platform/kernel/crash';
import { newId } from '../../../platform/kernel/ids';
import { describeError } from '../../../platform/kernel/logger';
import { redactText } from '../../../platform/kernel/redact';
import {
  type Booking,
  ForeignEvent,
  type GatewayEvent,
  type GatewayNews,
  type NewsEffect,
  type NewsKind,
  type NewsPeople,
  type NewsWays,
  UnreadableEvent,
  type Verdict,
  type Way,
} from '../gateway-news';
import type { GatewayContext } from '../gateway.context';
import type { PaymentGateway } from '../payment-gateway';
import type { WebhookEventRow, WebhookStatus } from './webhook-event.model';

/** An event that fails this often for a reason of ours waits for a person. */
const MAX_ATTEMPTS = 10;
/** What led to an event that waits may come for as long as the gateway tries to deliver it. */
const WAITS_MS = 3 * DAY_MS;
const REASON_MAX = 500;
/** The job that asks the gateway for what an event waits for. */
const ASK_AT_ONCE = 'gateway.ask_what_event_waits_for';
const OBJECT_ID_MAX = 190;

/** Of an event: its gateway, and the gateway's id of it. */
export interface EventKey {
  gateway: string;
  eventId: string;
}

interface Outcome {
  status: WebhookStatus;
  reason: string | null;
  /** The gateway's id of a payment. */
  waitsFor?: string;
}

export type Inbox = ReturnType<typeof createInbox>;

export function createInbox({ platform, events, gateways, stray }: GatewayContext) {
  const { clock, database, log, queue } = platform;
  const effects = new Map<NewsKind, NewsEffect<NewsKind>>();
  const people = new Map<NewsKind, NewsPeople<NewsKind>>();
  const endings = new Map<NewsKind, NewsWays<NewsKind>>();

  /** Each kind has one effect, in the unit in which the event is marked as handled. */
  function onNews<Kind extends NewsKind>(
    kind: Kind,
    effect: NewsEffect<Kind>,
    peopleOf: NewsPeople<Kind>,
    ways?: NewsWays<Kind>,
  ): void {
    if (effects.has(kind)) throw new Error(`${kind} has an effect already.`);
    effects.set(kind, effect as NewsEffect<NewsKind>);
    people.set(kind, peopleOf as NewsPeople<NewsKind>);
    if (ways) endings.set(kind, ways as NewsWays<NewsKind>);
  }

  type Told = Pick<WebhookEventRow, 'gateway' | 'payload'>;

  /** Null where it cannot be read, or means nothing here. */
  function readNews({ gateway: name, payload }: Told): GatewayNews | null {
    try {
      return gateways().find(name)?.readEvent(payload) ?? null;
    } catch (error) {
      if (error instanceof ForeignEvent || error instanceof UnreadableEvent) return null;
      throw error;
    }
  }

  /** Whose money or account an event is about, and whoever is named as its owner; nobody's where it cannot be read. */
  async function peopleOf(told: Told, namedId: string | null = null): Promise<readonly string[]> {
    const news = readNews(told);
    return (await (news && people.get(news.kind)?.(told.gateway, news.about, namedId))) ?? [];
  }

  /** How two admins can end it in the books, should it be parked. */
  function waysOf(told: Told): readonly Way[] {
    const news = readNews(told);
    return (news && endings.get(news.kind)?.ways) ?? [];
  }

  /**
   * Returns once the event is recorded and its effect committed; an error makes the gateway send it again.
   *
   * @throws bad_signature, not_found (no such gateway here)
   */
  async function takeWebhook(
    name: string,
    rawBody: Buffer,
    header: (name: string) => string | undefined,
  ): Promise<void> {
    const gateway = gateways().find(name);
    if (!gateway) throw notFound('No payment gateway of this name is configured here.');
    await takeEvent(gateway, gateway.verifyWebhook(rawBody, header));
  }

  /** The caller has made sure that it is the gateway's own. */
  async function takeEvent({ name: gateway }: PaymentGateway, event: GatewayEvent): Promise<void> {
    await write(gateway, event);
    crashPoint('gateway.after_event_written');
    await handle({ gateway, eventId: event.id });
  }

  /** First of all and for itself, so that the event is known whatever becomes of its effect. */
  async function write(gateway: string, event: GatewayEvent): Promise<void> {
    await events.bulkCreate(
      [
        {
          id: newId(),
          gateway,
          eventId: event.id,
          type: event.type,
          objectId: event.objectId?.slice(0, OBJECT_ID_MAX) ?? null,
          payload: event.payload,
          status: 'RECEIVED',
          attempts: 0,
          receivedAt: clock.now(),
        },
      ],
      { ignoreDuplicates: true },
    );
  }

  const lock = ({ gateway, eventId }: EventKey): Promise<WebhookEventRow | null> =>
    events.findOne({ where: { gateway, eventId }, lock: true });

  /** Gives a received event its effect, unless it has had it. Answers the payment that it waits for. */
  async function handle(key: EventKey): Promise<string | null> {
    try {
      return await database.atomically(async () => {
        const row = await lock(key);
        return row?.status === 'RECEIVED' ? takeEffect(row) : null;
      });
    } catch (error) {
      log.error('a webhook event could not take effect', { ...key, error: describeError(error) });
      await countFailure(key, error);
      throw error;
    }
  }

  /** In a unit, on the locked row. */
  async function takeEffect(row: WebhookEventRow, booking?: Booking): Promise<string | null> {
    const { status, reason, waitsFor = null } = await apply(row, booking);
    if (status === 'PARKED')
      log.error('a webhook event waits for a person', { eventId: row.eventId, reason });
    await row.update({
      status,
      reason: reason === null ? null : keepable(reason),
      attempts: row.attempts + 1,
      handledAt: status === 'RECEIVED' ? null : clock.now(),
    });
    // At once; where that fails, the retries of what has had no effect go on.
    if (waitsFor !== null && row.attempts === 1)
      await queue.enqueue(ASK_AT_ONCE, { gateway: row.gateway, eventId: row.eventId });
    crashPoint('gateway.before_event_commit');
    return waitsFor;
  }

  async function apply(row: WebhookEventRow, booking?: Booking): Promise<Outcome> {
    const gateway = gateways().find(row.gateway);
    if (!gateway) {
      return { status: 'PARKED', reason: `No payment gateway “${row.gateway}” is configured here.` };
    }
    const verdict = await effectOf(gateway, row.payload, booking);
    if (verdict === null) return { status: 'IGNORED', reason: null };
    switch (verdict.outcome) {
      case 'WAITING': {
        const { reason, paymentId } = verdict;
        const waits = row.status === 'RECEIVED' && clock.now() - row.receivedAt < WAITS_MS;
        return waits ? { status: 'RECEIVED', reason, waitsFor: paymentId } : { status: 'PARKED', reason };
      }
      case 'NOT_OURS':
        return { status: 'IGNORED', reason: verdict.reason };
      case 'PARKED':
        return { status: 'PARKED', reason: verdict.reason };
      case 'RECORDED':
      case 'KNOWN':
        return { status: 'DONE', reason: null };
    }
  }

  /**
   * Outside of units: asks the gateway for the payment that an event waits for, and for what was given back of it. It
   * may be ours, and then the event takes
   * effect after it; or of another application, and then the event is too.
   */
  async function askWhatItWaitsFor(key: EventKey, paymentId: string): Promise<void> {
    const gateway = gateways().find(key.gateway);
    const record = effects.get('payment.changed');
    if (!gateway || !record) return;
    const payment = await gateway.retrievePayment(paymentId);
    const refunds = await gateway.listRefunds(paymentId);
    const verdict = await database.atomically(() => record(gateway.name, payment));
    if (verdict.outcome !== 'NOT_OURS') {
      const recordRefund = effects.get('refund.changed');
      for (const refund of refunds)
        await database.atomically(async () => recordRefund?.(gateway.name, refund));
      return void (await handle(key));
    }
    await database.atomically(async () => {
      const row = await lock(key);
      if (row?.status !== 'RECEIVED') return;
      await row.update({ status: 'IGNORED', reason: verdict.reason, handledAt: clock.now() });
    });
  }

  queue.handle(ASK_AT_ONCE, { lane: 'gateway', runs: 'outside' }, async (payload) => {
    const key = payload as EventKey;
    await tryOne(log, ASK_AT_ONCE, key, () => handleAgain(key));
  });

  /** Tries an event again that has had no effect yet. */
  async function handleAgain(key: EventKey): Promise<void> {
    const paymentId = await handle(key);
    if (paymentId !== null) await askWhatItWaitsFor(key, paymentId);
  }

  /** Null for an event that means nothing here. */
  async function effectOf(
    gateway: PaymentGateway,
    payload: string,
    booking?: Booking,
  ): Promise<Verdict | null> {
    let news: GatewayNews | null;
    try {
      news = gateway.readEvent(payload);
    } catch (error) {
      if (error instanceof ForeignEvent) return { outcome: 'NOT_OURS', reason: error.message };
      if (!(error instanceof UnreadableEvent)) throw error;
      return { outcome: 'PARKED', reason: error.message };
    }
    const effect = news && effects.get(news.kind);
    if (!news || !effect) return null;
    const moved = endings.get(news.kind)?.moved?.(news.about) ?? null;
    if (moved && !booking && (await stray.isBooked(gateway.name, moved))) return { outcome: 'KNOWN' };
    const verdict = await effect(gateway.name, news.about, booking);
    const waits = verdict.outcome === 'PARKED' || verdict.outcome === 'WAITING';
    return moved && booking?.as === 'LOSS' && waits ? stray.bookAs(gateway.name, moved, booking) : verdict;
  }

  async function countFailure(key: EventKey, error: unknown): Promise<void> {
    await database.atomically(async () => {
      const row = await lock(key);
      if (row?.status !== 'RECEIVED') return;
      const attempts = row.attempts + 1;
      const reason = keepable(String(error instanceof Error ? error.message : error));
      const status = attempts >= MAX_ATTEMPTS ? 'PARKED' : 'RECEIVED';
      if (status === 'PARKED') log.error('a webhook event waits for a person', { ...key, reason });
      await row.update({ attempts, status, reason });
    });
  }

  return { onNews, peopleOf, waysOf, takeWebhook, takeEvent, handleAgain, lock, takeEffect };
}

/** Operators read it, and it may quote what the gateway wrote into its event. */
export const keepable = (reason: string): string => redactText(reason).slice(0, REASON_MAX);
