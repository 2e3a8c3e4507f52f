/** What an admin does with an event by hand: replay it, or dismiss it because it was settled another way. */
import { inWords } from '../../../platform/kernel/in-words';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { Actor } from '../../../platform/kernel/actor';
import type { GatewayContext } from '../gateway.context';
import { eventNotBookable, eventNotParked } from '../gateway.problems';
import type { EventBooking } from '../gateway.schema';
import { type EventKey, type Inbox, keepable } from './inbox';
import { hadItsTime } from './return-times';
import type { WebhookEventRow } from './webhook-event.model';

export function createResolveEvent(
  { platform, approvals, audit, ledger }: GatewayContext,
  inbox: Pick<Inbox, 'lock' | 'takeEffect' | 'peopleOf' | 'waysOf'>,
) {
  const { clock, database } = platform;

  async function lock(actor: Actor, key: EventKey, namedId: string | null = null): Promise<WebhookEventRow> {
    const row = await inbox.lock(key);
    if (!row) throw notFound('There is no such event.');
    refuseOwnThing(actor, ...(await inbox.peopleOf(row, namedId)));
    return row;
  }

  /** Joins the unit, once the cause is fixed. An event that has had its effect keeps it. */
  const replayEvent = (actor: Actor, key: EventKey): Promise<WebhookEventRow> =>
    database.atomically(async () => {
      const row = await lock(actor, key);
      if (row.status === 'DONE') return row;
      await inbox.takeEffect(row);
      await audit.record({
        actor,
        action: 'webhook.replayed',
        subject: { type: 'webhook_event', id: key.eventId },
        detail: { gateway: key.gateway, outcome: row.status },
      });
      return row;
    });

  /**
   * Joins the unit: an admin has settled by hand what a parked event is about, so it gets no effect. It only leaves the
   * list: reconcile still compares the gateway with the books.
   *
   * @throws not_found, forbidden, event_not_parked
   */
  const dismissEvent = (actor: Actor, key: EventKey, reason: string): Promise<WebhookEventRow> =>
    database.atomically(async () => {
      const row = await lock(actor, key);
      if (row.status !== 'PARKED')
        throw eventNotParked(`The event is ${inWords(row.status)}; nothing waits for you.`);
      const parkedFor = row.reason;
      await row.update({ status: 'IGNORED', reason: keepable(reason), handledAt: clock.now() });
      await audit.record({
        actor,
        action: 'webhook.dismissed',
        subject: { type: 'webhook_event', id: key.eventId },
        reason,
        detail: { gateway: key.gateway, parkedFor },
      });
      return row;
    });

  /**
   * Joins the unit: an admin has looked at a parked event, and says how it ends in the books. It takes two, whatever the
   * sum: the books follow what the gateway says.
   *
   * @throws not_found, forbidden, event_not_parked, event_not_bookable, second_admin_needed
   */
  const bookEvent = (actor: Actor, key: EventKey, wanted: EventBooking): Promise<WebhookEventRow> =>
    database.atomically(async () => {
      const { as = 'AS_IT_CAME', subjectId = null, amountCents = null, reason } = wanted;
      const row = await lock(actor, key, subjectId);
      // What was to go back and was refused waits for another word, once the last had its time.
      const isResting = hadItsTime(row, clock.now()) && (await ledger.balance(`unallocated:${row.id}`)) > 0;
      if (row.status !== 'PARKED' && !isResting)
        throw eventNotParked(`The event is ${inWords(row.status)}; nothing waits for you.`);
      const parkedFor = row.reason;
      const ways = inbox.waysOf(row);
      if (wanted.as && !ways.includes(wanted.as)) throw eventNotBookable(sayWays(ways));
      const booking = { as, subjectId, amountCents };
      const concerns = await inbox.peopleOf(row, subjectId);
      const mayBeDone = await approvals.mayBeDone(actor, {
        ...{ act: 'webhook.book', subject: { type: 'webhook_event', id: key.eventId }, amountCents: 0 },
        ...{ asked: { gateway: key.gateway, ...booking }, concerns, always: true },
      });
      if (!mayBeDone) return row;
      await inbox.takeEffect(row, { id: row.id, ...booking });
      // What was said on purpose and does not fit is refused, and changes nothing.
      if (wanted.as && row.status === 'PARKED') throw eventNotBookable(row.reason ?? sayWays(ways));
      await audit.record({
        actor,
        action: 'webhook.booked_as_is',
        subject: { type: 'webhook_event', id: key.eventId },
        reason,
        detail: { gateway: key.gateway, parkedFor, outcome: row.status, ...booking },
      });
      return row;
    });

  return { replayEvent, dismissEvent, bookEvent };
}

const sayWays = (ways: readonly string[]): string =>
  ways.length === 0
    ? 'Nothing of it can be booked: replay it once its cause is fixed, or dismiss it.'
    : `It can be booked as ${ways.join(', ')}.`;
