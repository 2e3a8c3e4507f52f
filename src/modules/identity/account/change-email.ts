/** Changes a person's e-mail address once the new one has proved to be his, and tells the former one. */
import { UniqueConstraintError } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { DAY_MS } from '../../../platform/kernel/clock';
import { newSecret } from '../../../platform/kernel/ids';
import { userChanged } from '../identity.events';
import { addressTaken } from '../identity.problems';
import type { IdentityParts } from '../parts';
import { hashToken } from '../sessions';
import { linkRefused, sameAddress } from './account.problems';
import type { createProvePassword } from './prove-password';

const LINK_LIFE_MS = DAY_MS;

interface Asked {
  email: string;
  password: string;
}

export function createChangeEmail(
  { audit, finders, mails, users, platform }: IdentityParts,
  provePassword: ReturnType<typeof createProvePassword>,
) {
  const { clock, database, mailer, outbox } = platform;

  return {
    /**
     * The answer does not tell whether the new address has an account; its owner learns it by letter.
     * @throws wrong_password, too_many_requests, same_address
     */
    async askToChangeEmail(actor: UserActor, { email, password }: Asked): Promise<void> {
      await provePassword(actor, password);
      const token = newSecret();
      await database.atomically(async () => {
        const row = await users.findByPk(actor.userId, { lock: true });
        if (!row || row.email === email) throw sameAddress('Name another address.');
        const owner = await finders.findUserByEmail(email);
        await database.change('DELETE FROM email_changes WHERE userId = :userId', { userId: row.id });
        if (!owner) {
          await database.change(
            `INSERT INTO email_changes (userId, sessionId, newEmail, tokenHash, expiresAt)
             VALUES (:userId, :sessionId, :email, :tokenHash, :expiresAt)`,
            {
              userId: row.id,
              sessionId: actor.sessionId,
              email,
              tokenHash: hashToken(token),
              expiresAt: clock.now() + LINK_LIFE_MS,
            },
          );
        }
        await mailer.send(owner ? mails.addressInUse(owner) : mails.confirmAddress(row, email, token));
        await mailer.send(mails.addressChangeAsked(row));
        await audit.record({
          actor,
          action: 'user.email_change_asked',
          subject: { type: 'user', id: row.id },
        });
      });
    },

    /**
     * Whoever holds the link reads the new address: no more is asked. Ending the session that asked for it, otherwise
     * than by its own log-out, stops the change.
     * @throws link_refused, address_taken
     */
    async confirmEmail(token: string): Promise<void> {
      const tokenHash = hashToken(token);
      const confirm = () =>
        database.atomically(async () => {
          const [asked] = await database.select<{ userId: string; newEmail: string }>(
            `SELECT c.userId, c.newEmail FROM email_changes c JOIN sessions s ON s.id = c.sessionId
             WHERE c.tokenHash = :tokenHash AND c.expiresAt > :now
               AND (s.revokedAt IS NULL OR s.revokedReason = 'LOGGED_OUT')`,
            { tokenHash, now: clock.now() },
          );
          const row = asked && (await users.findByPk(asked.userId, { lock: true }));
          // Of two who spend it at once, one deletes it.
          const spent = await database.change('DELETE FROM email_changes WHERE tokenHash = :tokenHash', {
            tokenHash,
          });
          if (!asked || row?.status !== 'ACTIVE' || spent !== 1)
            throw linkRefused('Ask for the change once more.');
          const former = { email: row.email, firstName: row.firstName };
          const now = clock.now();
          await row.update({ email: asked.newEmail, emailVerifiedAt: now, updatedAt: now });
          await mailer.send(mails.addressChanged(former));
          await outbox.emit(userChanged, { userId: row.id });
          await audit.record({
            actor: { kind: 'system', name: 'identity.email-change' },
            action: 'user.email_changed',
            subject: { type: 'user', id: row.id },
          });
        });
      try {
        await confirm();
      } catch (error) {
        if (!(error instanceof UniqueConstraintError)) throw error;
        throw addressTaken('Somebody opened an account with this address meanwhile.');
      }
    },
  };
}
