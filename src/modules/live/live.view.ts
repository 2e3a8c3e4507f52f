/** An event of the log as a socket and `GET /events` show it. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import type { OwnEvent, OwnEventsPage } from './own-events';
import { ownEventOf, postingOf, readersOf } from '../feed';
import type { FeedView, OwnEventsView, OwnEventView } from './live.schema';

/** On a socket the name of the event stands beside it. */
export const presentLive = ({ event: { id, position, at }, live: { data } }: OwnEvent) => ({
  id,
  cursor: String(position),
  occurredAt: iso(at),
  data,
});

export const presentOwnEvents = (page: OwnEventsPage): z.input<typeof OwnEventsView> => ({
  events: page.events.map(
    (each) => ({ event: each.live.as, ...presentLive(each) }) as z.input<typeof OwnEventView>,
  ),
  cursor: String(page.cursor),
  hasMore: page.hasMore,
});

/** Of those that are posted, what is posted to this person; a room may know of more. */
export const presentFeed = (
  { events, cursor, hasMore }: OwnEventsPage,
  userId: string,
): z.input<typeof FeedView> => ({
  events: events.flatMap(({ event }) => {
    const own = readersOf(event).includes(userId) ? ownEventOf(event) : null;
    return own ? [{ ...postingOf(own), position: own.position }] : [];
  }),
  cursor: String(cursor),
  hasMore,
});
