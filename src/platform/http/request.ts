/** What one request carries along while it is served. */
import type { Request, Response } from 'express';
import type { UserActor } from '../kernel/actor';

interface Locals {
  requestId: string;
  actor: UserActor | null;
  /** The path of the endpoint's contract, for the log: never the address itself, which holds ids and tokens. */
  route?: string;
  /** The code of the problem that it was answered with. */
  problem?: string;
}

const localsOf = (res: Response): Locals => res.locals as Locals;

export const actorOf = (res: Response): UserActor | null => localsOf(res).actor ?? null;
export const requestIdOf = (res: Response): string => localsOf(res).requestId;
export const routeOf = (res: Response): string | undefined => localsOf(res).route;

export const problemOf = (res: Response): string | undefined => localsOf(res).problem;

export function rememberRequestId(res: Response, requestId: string): void {
  localsOf(res).requestId = requestId;
}

export function rememberActor(res: Response, actor: UserActor | null): void {
  localsOf(res).actor = actor;
}

export function rememberRoute(res: Response, route: string): void {
  localsOf(res).route = route;
}

export function rememberProblem(res: Response, code: string): void {
  localsOf(res).problem = code;
}

const LONGEST_PATH = 200;
const OPENS_SOMETHING = /\{(?:token|code|secret)\}/;

/** The address without its query, for the log. Where a part of it would open something, the route stands for it. */
export function loggablePath(req: Request, res: Response): string {
  const route = routeOf(res);
  if (route && OPENS_SOMETHING.test(route)) return route;
  return (req.originalUrl.split('?', 1)[0] ?? '').slice(0, LONGEST_PATH);
}
