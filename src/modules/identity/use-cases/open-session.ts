/** Opens the session of a user who has authenticated. */
import type { IdentityContext } from '../identity.context';
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
  ({ audit, loginThrottle, sessions }: IdentityContext) =>
  /** In the ambient unit. */
  async (user: User, from: Origin): Promise<SignedInUser> => {
    await loginThrottle.reset(await loginThrottle.keyOfLogIn(user.email, from.address));
    const tokens = await sessions.open(user, from);
    await audit.record({
      actor: { kind: 'user', userId: user.id, roles: user.roles, sessionId: tokens.sessionId },
      action: 'user.logged_in',
      subject: { type: 'user', id: user.id },
      detail: { sessionId: tokens.sessionId, address: from.address },
    });
    return { user, tokens };
  };
