/** Puts a new password in the place of the old one, and voids what was begun with the old one. */
import { accountKeyOf } from '../guesses';
import type { IdentityParts } from '../parts';
import type { UserRow } from '../user.model';

export const createReplacePassword =
  ({ guesses, mailLinks, mails, users, platform }: IdentityParts) =>
  /**
   * In the ambient unit, on the locked row; null where the account is not active or `stillGood` no longer holds.
   * Which sessions end with the old password is the caller's affair.
   */
  async (
    userId: string,
    passwordHash: string,
    stillGood: (row: UserRow) => boolean,
  ): Promise<UserRow | null> => {
    const { clock, database, mailer } = platform;
    const row = await users.findByPk(userId, { lock: true });
    if (!row || row.status !== 'ACTIVE' || !stillGood(row)) return null;
    await row.update({ passwordHash, updatedAt: clock.now() });
    await mailLinks.voidAll(userId, 'RESET_PASSWORD');
    await database.change('DELETE FROM second_factor_challenges WHERE userId = :userId', { userId });
    await guesses.forget(accountKeyOf(row.email));
    await mailer.send(mails.passwordChanged(row));
    return row;
  };
