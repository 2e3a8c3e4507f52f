/** How much of a process and of a minute a person and a socket may have. */
import type { RateLimit } from '../../platform/http/limits';
import { MINUTE_MS } from '../../platform/kernel/clock';

/** Of a frame, in either direction of a client. */
export const FRAME_MAX_BYTES = 64 * 1024;
/** Tabs and devices. */
export const SOCKETS_OF_A_PERSON_MAX = 20;
/** Half of the connections that a process takes: the others are for requests. */
export const SOCKETS_MAX = 2_000;
export const ROOMS_OF_A_SOCKET_MAX = 50;

/** Of one socket. */
export const EVENTS_A_MINUTE = 120;
/** A socket that goes on all the same is ended. */
export const FLOOD_A_MINUTE = 5 * EVENTS_A_MINUTE;

/** Of all sockets of a person, on all instances. */
export const LIVE_LIMIT: RateLimit = { name: 'liveEvents', requests: 300, windowMs: MINUTE_MS };
/** Of new sockets of a person. */
export const CONNECT_LIMIT: RateLimit = { name: 'liveConnections', requests: 60, windowMs: MINUTE_MS };

/** A client that does not read what it is sent is ended, and reads on by cursor. */
export const UNREAD_PACKETS_MAX = 500;
