/** Stores a new password, and voids what was begun with the old one. */
import type { IdentityContext } from '../identity.context';
import { userPasswordChanged } from '../identity.events';
import { mailboxKeyOf, sessionKeyOf } from '../login-throttle';
import type { UserRow } from '../user.model';
import { createVoidPendingAccess } from './void-pending-access';

export function createReplacePassword(context: IdentityContext) {
  const { loginThrottle, store, platform } = context;
  const voidPendingAccess = createVoidPendingAccess(context);

  /**
   * In the ambient unit, on the locked row; null where the account is not active or `stillValid` no longer holds.
   * `recovered`: not by whoever knew the old one.
   * Which sessions end is for the caller to say.
   */
  return async (
    userId: string,
    passwordHash: string,
    { recovered, stillValid }: { recovered: boolean; stillValid: (row: UserRow) => boolean },
  ): Promise<UserRow | null> => {
    const row = await store.lock(userId);
    if (row.status !== 'ACTIVE' || !stillValid(row)) return null;
    await store.update(row, { passwordHash });
    await voidPendingAccess(userId, { recovered });
    await loginThrottle.reset(mailboxKeyOf(row.email));
    await loginThrottle.reset(sessionKeyOf(userId));
    await platform.events.emit(userPasswordChanged, { userId });
    return row;
  };
}
