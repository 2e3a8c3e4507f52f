/** The ways in which a socket, or what it sends, can be refused. */
import { problemKind } from '../../platform/http/problem';

export const tooManySockets = problemKind(
  'too_many_sockets',
  429,
  'Too many live connections',
  'Close a connection that you do not need, then connect again.',
);
export const liveFull = problemKind(
  'live_full',
  503,
  'No room for another live connection',
  'Connect again in a moment; until then read GET /events.',
);
export const unknownLiveEvent = problemKind(
  'unknown_live_event',
  400,
  'There is no such event',
  'Send one of the events that docs/events.md lists.',
);
export const notInRoom = problemKind('not_in_room', 409, 'You are not in this room', 'Join the room first.');
