/** Resets a forgotten password, by a link mailed to the account's address. */
import { z } from 'zod';
import { systemActor } from '../../../platform/kernel/actor';
import { linkInvalid } from '../account/account.problems';
import type { IdentityContext } from '../identity.context';
import { createReplacePassword } from './replace-password';

const SEND = 'identity.send-reset-link';
const Send = z.object({ email: z.string() });
const recovery = systemActor('identity.recovery');

export function createRecoverPassword(context: IdentityContext) {
  const { audit, letters, mailLinks, passwords, sessions, store, platform } = context;
  const { database, queue } = platform;
  const replacePassword = createReplacePassword(context);

  queue.handle(SEND, { lane: 'news', runs: 'unit' }, async (payload) => {
    const user = await store.findByEmail(Send.parse(payload).email);
    if (!user || user.status !== 'ACTIVE') return;
    const sent = await mailLinks.issue('RESET_PASSWORD', user, (link) =>
      letters.sendPasswordReset(user, link),
    );
    if (!sent) return;
    await audit.record({
      actor: recovery,
      action: 'user.password_reset_asked',
      subject: { type: 'user', id: user.id },
    });
  });

  return {
    /** The address is looked up later, so that neither the answer nor its timing tells whether it has an account. */
    forgotPassword: (email: string): Promise<void> => queue.enqueue(SEND, { email }),

    isResetLink: (token: string): Promise<boolean> => mailLinks.isKnown('RESET_PASSWORD', token),

    /**
     * Signs the user out everywhere. Whoever opens the link reads the mailbox, so the address is verified as well.
     * Hashes, so never inside a unit.
     * @throws link_invalid, weak_password
     */
    async resetPassword(token: string, newPassword: string): Promise<void> {
      const invalid = () => linkInvalid('Request a new link: POST /auth/forgot-password.');
      const owner = await mailLinks.findOwner('RESET_PASSWORD', token);
      if (!owner) throw invalid();
      const passwordHash = await passwords.hashNew(newPassword, await store.get(owner.userId), 'newPassword');
      await database.atomically(async () => {
        // The user first, then their links: two links opened at once do not wait for each other.
        await store.lock(owner.userId);
        if (!(await mailLinks.spend('RESET_PASSWORD', token))) throw invalid();
        const replaced = await replacePassword(owner.userId, passwordHash, {
          recovered: true,
          stillValid: (row) => row.email === owner.email,
        });
        if (!replaced) throw invalid();
        if (replaced.emailVerifiedAt === null) await store.markProven(replaced);
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
