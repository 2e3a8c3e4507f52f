/** Who is acting: a signed-in person, or the system on its own account. */

export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly roles: readonly string[];
  readonly sessionId: string;
}

export interface SystemActor {
  readonly kind: 'system';
  /** Which part of the system, as `transactions.timer`. */
  readonly name: string;
}

export type Actor = UserActor | SystemActor;

export const systemActor = (name: string): SystemActor => ({ kind: 'system', name });

export const isAdmin = (actor: Actor | null): boolean =>
  actor?.kind === 'user' && actor.roles.includes('admin');

/** `user:…` or `system:…`, as logs and the audit trail write it. */
export const actorLabel = (actor: Actor): string =>
  actor.kind === 'user' ? `user:${actor.userId}` : `system:${actor.name}`;
