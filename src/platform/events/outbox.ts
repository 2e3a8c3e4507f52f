/** News for those above: written in the unit that makes it true, delivered after the commit, to each hearer once. */
import type { z } from 'zod';
import type { Clock } from '../kernel/clock';
import { newId } from '../kernel/ids';
import type { HandlerOptions, Queue } from '../jobs/queue';

/** A kind of news: past-tense name and the shape of what it tells. */
export interface EventKind<Payload> {
  readonly name: string;
  readonly schema: z.ZodType<Payload>;
}

export const defineEvent = <Payload>(name: string, schema: z.ZodType<Payload>): EventKind<Payload> => ({
  name,
  schema,
});

export interface EventFacts {
  /** The same at every delivery of the same event. */
  eventId: string;
  occurredAt: number;
}

export interface Outbox {
  emit<Payload>(kind: EventKind<Payload>, payload: Payload): Promise<void>;
  /** `hearer` names the module; each hearer has its own delivery, retries and dead letters. */
  on<Payload>(
    kind: EventKind<Payload>,
    hearer: string,
    options: HandlerOptions,
    react: (payload: Payload, facts: EventFacts) => Promise<void>,
  ): void;
}

interface Envelope {
  eventId: string;
  occurredAt: number;
  payload: unknown;
}

export function createOutbox(queue: Queue, clock: Clock): Outbox {
  const hearers = new Map<string, string[]>();
  return {
    async emit(kind, payload) {
      const envelope: Envelope = {
        eventId: newId(),
        occurredAt: clock.now(),
        payload: kind.schema.parse(payload),
      };
      for (const jobKind of hearers.get(kind.name) ?? []) await queue.enqueue(jobKind, envelope);
    },
    on(kind, hearer, options, react) {
      const jobKind = `${kind.name} > ${hearer}`;
      hearers.set(kind.name, [...(hearers.get(kind.name) ?? []), jobKind]);
      queue.handle(jobKind, options, async (raw) => {
        const envelope = raw as Envelope;
        await react(kind.schema.parse(envelope.payload), {
          eventId: envelope.eventId,
          occurredAt: envelope.occurredAt,
        });
      });
    },
  };
}
