/** An event of the log as a socket and `GET /events` show it. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import type { OwnEvent, OwnEventsPage } from './own-events';
import type { OwnEventsView, OwnEventView } from './live.schema';

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
