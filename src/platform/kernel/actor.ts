/** Who is acting: a signed-in person, or the system on its own account. */

/** What a person has yet to do before some endpoints open to him. */
export type Lack = 'verified_email' | 'second_factor' | 'fresh_proof';

export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly roles: readonly string[];
  /** The session, or the key that a program signs in with. */
  readonly sessionId: string;
  readonly lacks?: readonly Lack[];
  /** How many times the usual number of requests he may make; 1 unless said. */
  readonly limitFactor?: number;
  /** A program acts for the person, within the scopes of its key. */
  readonly apiKey?: { readonly id: string; readonly scopes: readonly string[] };
  /** An admin acts as the person, to see what he sees. */
  readonly impersonator?: { readonly userId: string };
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
