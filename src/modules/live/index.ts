/** The door of live events: sockets that tell people at once what concerns them, and what they missed. */
import type { Server as HttpServer } from 'node:http';
import { SECOND_MS } from '../../platform/kernel/clock';
import type { Platform } from '../../platform/platform';
import type { LiveDeps } from './live.context';
import { liveRoutes } from './live.routes';
import { COMMANDS, LOGGED, PASSING } from './live.schema';
import { presentLive } from './live.view';
import { createOwnEvents } from './own-events';
import type { RoomSources } from './rooms';
import { createSockets } from './sockets';

export type { ClientToServerEvents, ServerToClientEvents } from './live.schema';

export type Live = ReturnType<typeof createLive>;

export function createLive(platform: Platform, { identity, messages, transactions, limits }: LiveDeps) {
  const rooms: RoomSources = {
    transaction: {
      findMembers: transactions.findParties,
      listCounterparties: transactions.listCounterparties,
    },
    conversation: { findMembers: messages.findMembers, listCounterparties: messages.listPartners },
  };
  platform.serve('Live events', liveRoutes(createOwnEvents(platform)));
  const sockets = createSockets(platform, { identity, rooms, limits, present: presentLive });
  let timer: NodeJS.Timeout | undefined;

  return {
    attach: (server: HttpServer) => {
      sockets.attach(server);
      // Not for commands of operators, which serve nobody.
      server.once('listening', sockets.listen);
    },
    /** From now on what is over ends by itself, within a second. */
    start(): void {
      timer = setInterval(sockets.tick, SECOND_MS);
    },
    tick: sockets.tick,
    /** What docs/events.md says of sockets. */
    document: { logged: LOGGED, passing: PASSING, commands: COMMANDS },
    statistics: sockets.statistics,
    close(): void {
      clearInterval(timer);
      sockets.close();
    },
  };
}
