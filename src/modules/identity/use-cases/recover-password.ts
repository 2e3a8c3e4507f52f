/** Gives somebody who forgot the password a way back, by a link to the mailbox of the account. */
import { z } from 'zod';
import { systemActor } from '../../../platform/kernel/actor';
import { linkRefused } from '../account/account.problems';
import type { IdentityParts } from '../parts';
import { createReplacePassword } from './replace-password';

const SEND = 'identity.send-reset-link';
const Send = z.object({ email: z.string() });
const recovery = systemActor('identity.recovery');

export function createRecoverPassword(parts: IdentityParts) {
  const { audit, finders, mailLinks, mails, passwords, sessions, users, platform } = parts;
  const { clock, database, mailer, queue } = platform;
  const replacePassword = createReplacePassword(parts);

  queue.handle(SEND, { runs: 'unit' }, async (payload) => {
    const user = await finders.findUserByEmail(Send.parse(payload).email);
    if (!user || user.status !== 'ACTIVE') return;
    const token = await mailLinks.issue('RESET_PASSWORD', user);
    if (!token) return;
    await mailer.send(mails.resetPassword(user, token));
    await audit.record({
      actor: recovery,
      action: 'user.password_reset_asked',
      subject: { type: 'user', id: user.id },
    });
  });

  return {
    /** The address is looked up later, so that neither answer nor time tells whether it has an account. */
    forgotPassword: (email: string): Promise<void> => queue.enqueue(SEND, { email }),

    /**
     * Signs the person out everywhere. Whoever follows the link reads the mailbox, so the address is proven as well.
     * Hashes, so never inside a unit.
     * @throws link_refused, weak_password
     */
    async resetPassword(token: string, newPassword: string): Promise<void> {
      const refused = () => linkRefused('Ask for another: POST /auth/forgot-password.');
      const owner = await mailLinks.findOwner('RESET_PASSWORD', token);
      if (!owner) throw refused();
      const passwordHash = await passwords.hashNew(newPassword, owner.email, 'body.newPassword');
      await database.atomically(async () => {
        // The person first, then his links: two links followed at once do not wait for each other.
        await users.findByPk(owner.userId, { lock: true });
        if (!(await mailLinks.spend('RESET_PASSWORD', token))) throw refused();
        const replaced = await replacePassword(
          owner.userId,
          passwordHash,
          (row) => row.email === owner.email,
        );
        if (!replaced) throw refused();
        if (replaced.emailVerifiedAt === null) await replaced.update({ emailVerifiedAt: clock.now() });
        await sessions.revokeAllOf(owner.userId, 'PASSWORD_RESET');
        await audit.record({
          actor: recovery,
          action: 'user.password_reset',
          subject: { type: 'user', id: owner.userId },
        });
      });
    },
  };
}
