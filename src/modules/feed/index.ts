/** The door of the feed: which events of the log are a person's own, and what of each they are told. */
import type { LoggedEvent } from '../../platform/events/events';
import { type OwnEvent, ownEvent, type PublicKind } from './public-event';
import { PUBLIC_EVENTS } from './public-events';

export { type OwnEvent, POSTED_TEXT_MAX, type Posting, postingOf, type PublicKind } from './public-event';
export { PUBLIC_EVENTS } from './public-events';

const byName = new Map(PUBLIC_EVENTS.map((kind): [string, PublicKind] => [kind.name, kind]));

/** The one answer to who may know of an event, for whatever hands events to people: nobody, unless a kind says so. */
export const readersOf = ({ name, payload }: Pick<LoggedEvent, 'name' | 'payload'>): readonly string[] =>
  byName.get(name)?.readersOf(payload) ?? [];

/** What its readers are told; null where it is told to nobody. */
export function ownEventOf(event: LoggedEvent): OwnEvent | null {
  const kind = byName.get(event.name);
  return kind ? ownEvent(kind, event) : null;
}
