/** Who is acting: a signed-in person, or the system on its own account. */

/** The roles that people have. The module that gives them adds the others. */
export interface Roles {
  admin: true;
}

export type Role = keyof Roles;

/** What a person has yet to do before some endpoints open to them. */
export type Requirement =
  /** Where trade needs it. */
  | 'verified_email'
  /** Everywhere, before a credential is made or a destination of money named. */
  | 'proven_email'
  | 'second_factor'
  | 'recent_step_up'
  /** A step-up of somebody who has a second factor. */
  | 'recent_code';

export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly roles: readonly string[];
  /** The session, or the key that a program signs in with. */
  readonly sessionId: string;
  readonly unmet?: readonly Requirement[];
  /** When what they signed in with ends, in ms, unless it is ended before; absent where it has no end. */
  readonly validUntil?: number;
  /** How many times the usual number of requests they may make; 1 unless said. */
  readonly limitFactor?: number;
  /** A program acts for the person, within the scopes of its key. */
  readonly apiKey?: { readonly id: string; readonly scopes: readonly string[] };
  /** An admin acts as the person, to see what they see. */
  readonly impersonator?: { readonly userId: string };
  /** Somebody whom the person has given leave acts for them, within scopes; under `grantId` it is written down. */
  readonly deputy?: { readonly userId: string; readonly grantId: string; readonly scopes: readonly string[] };
}

export interface SystemActor {
  readonly kind: 'system';
  /** Which part of the system, as `transactions.timer`. */
  readonly name: string;
}

export type Actor = UserActor | SystemActor;

export const systemActor = (name: string): SystemActor => ({ kind: 'system', name });

/** Null for the system. */
export const userIdOf = (actor: Actor): string | null => (actor.kind === 'user' ? actor.userId : null);

/** Whoever acts for somebody is them in one role: what is theirs in another stays closed. */
export const isInRole = ({ deputy, roles }: UserActor, role: Role): boolean =>
  !deputy || roles.includes(role);

export const isAdmin = (actor: Actor | null): boolean =>
  actor?.kind === 'user' && actor.roles.includes('admin');
