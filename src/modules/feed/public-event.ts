/** How an event of the log is a person's own: whom it may be told, and what of it. */
import type { EventKind, LoggedEvent } from '../../platform/events/events';
import { iso } from '../../platform/kernel/clock';

type FieldOf<Payload> = keyof Payload & string;

interface EventMapping<Payload> {
  /** The people who may know: each of them knows it already, or is told by a notice. */
  to(payload: Payload): readonly string[];
  /** The fields that are shown to all of them; whatever is not named stays in the platform. */
  shows: readonly FieldOf<Payload>[];
}

/** One kind of event that people outside may build on. */
export interface PublicKind {
  readonly name: string;
  /** When it is told, in a sentence. */
  readonly when: string;
  readonly shows: readonly string[];
  readersOf(payload: unknown): readonly string[];
}

/** Infers what the event tells, so that each list of fields is checked against its own event. */
export const publicKind = <Payload>(
  { name, when, about }: EventKind<Payload>,
  { to, shows }: EventMapping<NoInfer<Payload>>,
): PublicKind => {
  if (!(shows as readonly string[]).includes(about))
    throw new Error(`${name} does not show what it is about.`);
  return { name, when, shows, readersOf: (payload) => [...new Set(to(payload as Payload))].filter(Boolean) };
};

/** An event as the people whom it concerns are told it, wherever they are told. */
export interface OwnEvent {
  id: string;
  type: string;
  /** Its place in the log: what happened later has a higher one. */
  position: number;
  subject: string;
  at: number;
  data: Record<string, unknown>;
}

/** Instants are in milliseconds inside and ISO 8601 for everybody else. */
const INSTANT = /At$|^(?:validUntil|payBy|since|usableFrom|periodEnd)$/;

const shown = (field: string, value: unknown): unknown =>
  typeof value === 'number' && INSTANT.test(field) ? iso(value) : value;

export function ownEvent(kind: PublicKind, { id, position, subject, at, payload }: LoggedEvent): OwnEvent {
  const given = payload as Record<string, unknown>;
  const data = Object.fromEntries(kind.shows.map((field) => [field, shown(field, given[field] ?? null)]));
  return { id, type: kind.name, position, subject, at, data };
}

/** An event as webhooks post it and the feed lists it, by Standard Webhooks; `position` says what happened later. */
export interface Posting {
  type: string;
  timestamp: string;
  id: string;
  position: number | null;
  data: Record<string, unknown>;
}

/** What is posted is at most so long: of an event, long texts are cut. */
const POSTING_MAX_BYTES = 32 * 1024;
export const POSTED_TEXT_MAX = 500;

/** Ids, amounts and states are short; what is long, people wrote. */
const shortened = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      field,
      typeof value === 'string' && value.length > POSTED_TEXT_MAX
        ? `${[...value].slice(0, POSTED_TEXT_MAX).join('')}…`
        : value,
    ]),
  );

export function postingOf({
  id,
  type,
  position,
  at,
  data,
}: Omit<OwnEvent, 'subject' | 'position'> & { position: number | null }): Posting {
  const whole = { type, timestamp: iso(at), id, position, data };
  const isShort = Buffer.byteLength(JSON.stringify(whole)) <= POSTING_MAX_BYTES;
  return isShort ? whole : { ...whole, data: shortened(data) };
}
