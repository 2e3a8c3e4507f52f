/** What one request carries along while it is served. */
import type { Response } from 'express';
import type { UserActor } from '../kernel/actor';

interface Locals {
  requestId: string;
  actor: UserActor | null;
  /** The path of the endpoint's contract, for the log: never the address itself, which holds ids and tokens. */
  route?: string;
}

const localsOf = (res: Response): Locals => res.locals as Locals;

export const actorOf = (res: Response): UserActor | null => localsOf(res).actor ?? null;
export const requestIdOf = (res: Response): string => localsOf(res).requestId;
export const routeOf = (res: Response): string | undefined => localsOf(res).route;

export function rememberRequestId(res: Response, requestId: string): void {
  localsOf(res).requestId = requestId;
}

export function rememberActor(res: Response, actor: UserActor | null): void {
  localsOf(res).actor = actor;
}

export function rememberRoute(res: Response, route: string): void {
  localsOf(res).route = route;
}
