/** What one request carries along while it is served. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UserActor } from '../kernel/actor';

/** Where Express keeps what belongs to an answer: what is served without it keeps it there as well. */
interface Locals {
  requestId: string;
  /** The caller's network address, after the trusted proxies. */
  address: string;
  /** In milliseconds of this process's own time. */
  startedAt: number;
  actor: UserActor | null;
  /** The path of the endpoint's contract, for the log: never the address itself, which holds ids and tokens. */
  route: string | undefined;
  /** The code of the problem that it was answered with. */
  problem: string | undefined;
}

type Carrying = ServerResponse & { locals?: Locals };

/** What comes by another way than the server, as in a test of a part, carries nothing yet. */
const localsOf = (res: Carrying): Locals => (res.locals ??= begun('', '', 0));

/** Of one shape from the start, which is read faster. */
const begun = (requestId: string, address: string, startedAt: number): Locals => ({
  requestId,
  address,
  startedAt,
  actor: null,
  route: undefined,
  problem: undefined,
});

export function beginRequest(res: ServerResponse, requestId: string, address: string): void {
  (res as Carrying).locals = begun(requestId, address, performance.now());
}

export const actorOf = (res: ServerResponse): UserActor | null => localsOf(res).actor;
export const addressOf = (res: ServerResponse): string => localsOf(res).address;
export const requestIdOf = (res: ServerResponse): string => localsOf(res).requestId;
export const routeOf = (res: ServerResponse): string | undefined => localsOf(res).route;
export const problemOf = (res: ServerResponse): string | undefined => localsOf(res).problem;
/** How long ago the request came, in milliseconds. */
export const tookMs = (res: ServerResponse): number => performance.now() - localsOf(res).startedAt;

export function rememberActor(res: ServerResponse, actor: UserActor | null): void {
  localsOf(res).actor = actor;
}

export function rememberRoute(res: ServerResponse, route: string): void {
  localsOf(res).route = route;
}

export function rememberProblem(res: ServerResponse, code: string): void {
  localsOf(res).problem = code;
}

const LONGEST_PATH = 200;
const OPENS_SOMETHING = /\{(?:token|code|secret)\}/;

/** The address as it came: within Express' routers, `url` lacks its start. */
export const targetOf = (req: IncomingMessage & { originalUrl?: string }): string =>
  req.originalUrl ?? req.url ?? '';

/** The address without its query, for the log. Where a part of it would open something, the route stands for it. */
export function loggablePath(req: IncomingMessage, res: ServerResponse): string {
  const route = routeOf(res);
  if (route && OPENS_SOMETHING.test(route)) return route;
  return (targetOf(req).split('?', 1)[0] ?? '').slice(0, LONGEST_PATH);
}
