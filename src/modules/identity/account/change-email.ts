/** Changes a user's email address once they have opened the link sent to the new one. */
import { setTimeout as pause } from 'node:timers/promises';
import { UniqueConstraintError } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { DAY_MS } from '../../../platform/kernel/clock';
import { newSecret } from '../../../platform/kernel/ids';
import { mailboxOf } from '../../../platform/mail/address';
import {
  userChanged,
  userEmailChanged,
  userEmailChangeRequested,
  userEmailClaimed,
} from '../identity.events';
import { emailTaken } from '../identity.problems';
import type { IdentityContext } from '../identity.context';
import { hashToken } from '../sessions';
import { createLockSignedIn } from '../use-cases/lock-signed-in';
import { ANSWERED_AFTER_MS } from '../use-cases/register';
import { revokeKeysOf } from '../use-cases/void-pending-access';
import { linkInvalid, sameEmail } from './account.problems';
import type { VerifyPassword } from './verify-password';

const LINK_LIFETIME_MS = DAY_MS;

interface EmailChangeOrder {
  email: string;
  password: string;
}

export function createChangeEmail(context: IdentityContext, verifyPassword: VerifyPassword) {
  const { audit, formerAddresses, keptAccess, letters, mailLinks, store, platform } = context;
  const { clock, database, events } = platform;
  const lockSignedIn = createLockSignedIn(context);

  async function findRequest(tokenHash: string): Promise<{ userId: string; newEmail: string } | null> {
    const [request] = await database.select<{ userId: string; newEmail: string }>(
      `SELECT c.userId, c.newEmail FROM email_changes c JOIN sessions s ON s.id = c.sessionId
       WHERE c.tokenHash = :tokenHash AND c.expiresAt > :now
         AND (s.revokedAt IS NULL OR s.revokedReason = 'LOGGED_OUT')`,
      { tokenHash, now: clock.now() },
    );
    return request ?? null;
  }

  return {
    isEmailChangeLink: async (token: string): Promise<boolean> =>
      (await findRequest(hashToken(token))) !== null || (await mailLinks.isKnown('VERIFY_EMAIL', token)),

    /**
     * The answer does not tell whether the new address has an account, nor does its time; the owner of that account is
     * told by mail.
     * @throws wrong_password, too_many_requests, same_email
     */
    async requestEmailChange(actor: UserActor, { email, password }: EmailChangeOrder): Promise<void> {
      await verifyPassword(actor, password);
      const token = newSecret();
      const answerIsDue = pause(ANSWERED_AFTER_MS);
      await database.atomically(async () => {
        const row = await lockSignedIn(actor);
        if (row.email === email) throw sameEmail('Enter another address.');
        const known = await store.findByEmail(email);
        // Another spelling of one's own address is nobody else's.
        const owner = known?.id === row.id ? null : known;
        const expiresAt = clock.now() + LINK_LIFETIME_MS;
        const sent = !owner && (await letters.sendAddressConfirmation(row, email, { token, expiresAt }));
        // Where that mailbox got enough letters, the link in the last of them stays good.
        await database.change(
          `DELETE FROM email_changes WHERE userId = :userId ${owner || sent ? '' : 'AND newEmail <> :email'}`,
          { userId: row.id, email },
        );
        if (sent) {
          await database.change(
            `INSERT INTO email_changes (userId, sessionId, newEmail, tokenHash, expiresAt)
             VALUES (:userId, :sessionId, :email, :tokenHash, :expiresAt)`,
            {
              userId: row.id,
              sessionId: actor.sessionId,
              email,
              tokenHash: hashToken(token),
              expiresAt,
            },
          );
        }
        if (owner) await events.emit(userEmailClaimed, { userId: owner.id });
        await events.emit(userEmailChangeRequested, { userId: row.id });
        await audit.record({
          actor,
          action: 'user.email_change_asked',
          subject: { type: 'user', id: row.id },
        });
      });
      await answerIsDue;
    },

    /**
     * Whoever has the link reads the new mailbox, so no more is asked. Revoking the session that requested the change
     * stops it; logging out of that session does not.
     * @throws link_invalid, email_taken
     */
    async confirmEmailChange(token: string): Promise<{ alreadyConfirmed: boolean }> {
      const tokenHash = hashToken(token);
      const confirm = () =>
        database.atomically(async () => {
          const request = await findRequest(tokenHash);
          const row = request && (await store.lock(request.userId));
          // Of two requests that spend it at once, one deletes it.
          const spent = await database.change('DELETE FROM email_changes WHERE tokenHash = :tokenHash', {
            tokenHash,
          });
          if (!request || row?.status !== 'ACTIVE' || spent !== 1) {
            if (await mailLinks.isConfirmed(token)) return { alreadyConfirmed: true };
            throw linkInvalid('Request the change again.');
          }
          await mailLinks.keepOpened('VERIFY_EMAIL', token, { userId: row.id, email: request.newEmail });
          const formerAddressId = await formerAddresses.keep(row);
          const email = request.newEmail;
          // The first proof of the account, as by the link of a welcome: keys from before it end.
          if (row.emailVerifiedAt === null)
            await revokeKeysOf(row.id, { database, keptAccess, now: clock.now() });
          await store.update(row, { email, mailbox: mailboxOf(email), emailVerifiedAt: clock.now() });
          await events.emit(userChanged, { userId: row.id });
          await events.emit(userEmailChanged, { userId: row.id, formerAddressId });
          await audit.record({
            actor: { kind: 'system', name: 'identity.email-change' },
            action: 'user.email_changed',
            subject: { type: 'user', id: row.id },
          });
          return { alreadyConfirmed: false };
        });
      try {
        return await confirm();
      } catch (error) {
        if (!(error instanceof UniqueConstraintError)) throw error;
        throw emailTaken('Another account with this address was opened in the meantime.');
      }
    },
  };
}
