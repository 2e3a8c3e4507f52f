/** News for those above: written in the unit that makes it true, heard once in the platform or followed on every instance. */
import type { Signals } from '../cache/signals';
import type { Database } from '../db/database';
import type { Lane } from '../jobs/lanes';
import type { HandlerOptions, Queue } from '../jobs/queue';
import type { Scheduler } from '../jobs/scheduler';
import { type Clock, HOUR_MS, MINUTE_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import type { Logger } from '../kernel/logger';
import { type Measures, noMeasures } from '../metrics/measures';
import { definedEvents, type EventDescription, type EventKind } from './define-event';
import { createEventRows, type EventRow } from './event-rows';
import { createFollowers, type Followers } from './followers';
import { createLateHearers, deliveryOf } from './late-hearers';

export { defineEvent, type EventDescription, type EventKind } from './define-event';
export type { Following, FollowOptions, LoggedEvent } from './followers';

/** Deliveries to several hearers of one event read it once. */
const REMEMBERED = 1_000;

export interface EventFacts {
  /** The same at every delivery of the same event. */
  eventId: string;
  occurredAt: number;
}

export interface HearerOptions extends Pick<HandlerOptions, 'runs'> {
  /** Unless said, `news`: a hearer that calls the gateway or the world stands in their lane. */
  lane?: Lane;
  /** From the first event in the log; unless said, from the moment that the hearer exists. */
  from?: 'beginning';
  /** Names that the hearer had before: what waits for them is delivered to it. */
  formerly?: readonly string[];
}

/** One of several events that a hearer is told together. */
export interface ToldEvent {
  event: string;
  payload: unknown;
  facts: EventFacts;
}

/** Who hears a kind of event. */
export interface EventHandler {
  event: string;
  hearer: string;
}

export interface Events extends Pick<Followers, 'follow' | 'read' | 'readAt' | 'head'> {
  /** Writes an event, and a delivery for each of its hearers. Only in a unit: it is news exactly if the unit commits. */
  emit<Payload>(kind: EventKind<Payload>, payload: Payload): Promise<void>;
  /**
   * Once in the platform, whichever instance it is: for what has an effect. `hearer` names the module; each hearer has its
   * own delivery, retries and dead letters. Deliveries may overtake each other.
   */
  on<Payload>(
    kind: EventKind<Payload>,
    hearer: string,
    options: HearerOptions,
    react: (payload: Payload, facts: EventFacts) => Promise<void>,
  ): void;
  /**
   * The same for one hearer of many kinds that has little to do for each: in one unit it is told all that waits for it,
   * and each in a unit of its own where that fails.
   */
  onTogether(
    kinds: readonly EventDescription[],
    hearer: string,
    react: (told: readonly ToldEvent[]) => Promise<void>,
  ): void;
  handlers(): readonly EventHandler[];
  /** Hands late hearers and followers everything that has been told. */
  catchUp(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** What a job of the release before the log carries: the event itself. */
interface Envelope {
  eventId: string;
  occurredAt?: number;
  payload?: unknown;
}

type FoundEvent = Pick<EventRow, 'payload' | 'at'> & { eventId: string };

const jobKindOf = (event: string, hearer: string): string => `${event} > ${hearer}`;

export interface EventsDeps {
  database: Database;
  queue: Queue;
  scheduler: Scheduler;
  signals: Signals;
  clock: Clock;
  log: Logger;
  measures?: Measures;
}

export function createEvents(deps: EventsDeps): Events {
  const { database, queue, scheduler, signals, clock, log, measures = noMeasures } = deps;
  const count = measures.counter(
    'mcx_events_total',
    'What happened, by the kind of event; counted once for all instances.',
    {
      event: () => definedEvents().map(({ name }) => name),
    },
  );
  const rows = createEventRows(database);
  const followers = createFollowers({ database, rows, signals, clock, log });
  const handlers: (EventHandler & { jobKind: string; late: boolean })[] = [];
  const lateHearers = createLateHearers(database, rows, queue);
  const recent = new Map<string, EventRow>();

  // Readers number what they read; this keeps little to number for the first of them in a long while.
  scheduler.every('events.number', HOUR_MS, async () => {
    await followers.number();
  });

  function remember(event: EventRow): EventRow {
    recent.set(event.id, event);
    const [oldest] = recent.keys();
    if (recent.size > REMEMBERED && oldest !== undefined) recent.delete(oldest);
    return event;
  }

  /** In this order; those that this process has not told itself are read at once. */
  async function findEvents(envelopes: readonly Envelope[]): Promise<FoundEvent[]> {
    const unknown = envelopes.filter(({ eventId, payload }) => payload === undefined && !recent.has(eventId));
    for (const event of await rows.find(unknown.map(({ eventId }) => eventId))) remember(event);
    return envelopes.map(({ eventId, occurredAt, payload }) => {
      if (payload !== undefined) {
        return { eventId, payload: JSON.stringify(payload), at: occurredAt ?? clock.now() };
      }
      const event = recent.get(eventId);
      if (!event) throw new Error(`There is no event ${eventId}.`);
      return { eventId, ...remember(event) };
    });
  }

  async function catchUpWithHearers(): Promise<void> {
    await followers.number();
    await lateHearers.catchUp();
  }

  return {
    async emit(kind, payload) {
      if (!database.insideUnit()) {
        throw new Error(`${kind.name} must be told in the unit that makes it true.`);
      }
      const event = { id: newId(), name: kind.name, ...kind.write(payload), at: clock.now() };
      await rows.add(event);
      remember(event);
      const heard = handlers.filter((handler) => handler.event === kind.name);
      await queue.enqueueAll(heard.map(({ jobKind, late }) => deliveryOf(jobKind, event.id, late)));
      database.afterCommit(() => {
        count({ event: kind.name });
        followers.tellEarly(event);
        followers.wake();
      });
    },

    on(kind, hearer, { runs, lane = 'news', from, formerly = [] }, react) {
      const eventNames = [kind.name, ...kind.formerly];
      const [jobKind = '', ...formerJobKinds] = eventNames.flatMap((event) =>
        [hearer, ...formerly].map((name) => jobKindOf(event, name)),
      );
      queue.handle(jobKind, { lane, runs, formerly: formerJobKinds }, async (envelope) => {
        const [event] = await findEvents([envelope as Envelope]);
        if (event) await react(kind.read(event.payload), { eventId: event.eventId, occurredAt: event.at });
      });
      const late = from === 'beginning';
      handlers.push({ event: kind.name, hearer, jobKind, late });
      if (!late) return;
      // Goes on for good: an instance of the release before does not know the hearer when it tells an event.
      if (!lateHearers.any()) scheduler.every('events.catch-up', MINUTE_MS, catchUpWithHearers);
      lateHearers.add({ jobKind, formerJobKinds, eventNames });
    },

    onTogether(kinds, hearer, react) {
      const byJobKind = new Map(
        kinds.flatMap((kind) =>
          [kind.name, ...kind.formerly].map((name) => [jobKindOf(name, hearer), kind] as const),
        ),
      );
      for (const { name } of kinds) {
        handlers.push({ event: name, hearer, jobKind: jobKindOf(name, hearer), late: false });
      }
      queue.handleTogether([...byJobKind.keys()], { lane: 'news' }, async (jobs) => {
        const found = await findEvents(jobs.map(({ payload }) => payload as Envelope));
        const told = jobs.map(({ kind }, n): ToldEvent => {
          const [description, event] = [byJobKind.get(kind) as EventDescription, found[n] as FoundEvent];
          return {
            event: description.name,
            payload: description.take(JSON.parse(event.payload)),
            facts: { eventId: event.eventId, occurredAt: event.at },
          };
        });
        await react(told);
      });
    },

    follow: followers.follow,
    read: followers.read,
    readAt: followers.readAt,
    head: followers.head,
    handlers: () => handlers,
    async catchUp() {
      if (lateHearers.any()) await catchUpWithHearers();
      await followers.catchUp();
    },
    start: followers.start,
    stop: followers.stop,
  };
}
