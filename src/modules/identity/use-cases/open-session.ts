/** Opens the session of a person who has proven who he is. */
import { accountKeyOf } from '../guesses';
import type { IdentityParts } from '../parts';
import type { TokenPair } from '../sessions';
import type { User } from '../user.model';

/** Where a log-in comes from. */
export interface Origin {
  userAgent: string;
  address: string;
}

export interface SignedInUser {
  user: User;
  tokens: TokenPair;
}

export const createOpenSession =
  ({ audit, guesses, sessions }: IdentityParts) =>
  /** In the ambient unit. */
  async (user: User, from: Origin): Promise<SignedInUser> => {
    await guesses.forget(accountKeyOf(user.email));
    const tokens = await sessions.open(user.id, from);
    await audit.record({
      actor: { kind: 'user', userId: user.id, roles: user.roles, sessionId: tokens.sessionId },
      action: 'user.logged_in',
      subject: { type: 'user', id: user.id },
      detail: { sessionId: tokens.sessionId, address: from.address },
    });
    return { user, tokens };
  };
