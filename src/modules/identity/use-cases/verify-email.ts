/** Verifies an email address by a mailed link. */
import { z } from 'zod';
import { systemActor } from '../../../platform/kernel/actor';
import { linkInvalid } from '../account/account.problems';
import type { IdentityContext } from '../identity.context';
import { userEmailVerified } from '../identity.events';
import { revokeKeysOf } from './void-pending-access';

export const SEND_VERIFICATION = 'identity.send-verification';
const Send = z.object({ email: z.string() });

export function createVerifyEmail(context: IdentityContext) {
  const { audit, keptAccess, letters, mailLinks, store, platform } = context;
  const { clock, database, events, queue } = platform;

  queue.handle(SEND_VERIFICATION, { lane: 'news', runs: 'unit' }, async (payload) => {
    const user = await store.findByEmail(Send.parse(payload).email);
    if (!user || user.status !== 'ACTIVE' || user.emailVerifiedAt !== null) return;
    await mailLinks.issue('VERIFY_EMAIL', user, (link) => letters.sendVerification(user, link));
  });

  return {
    /** The address is looked up later, so that neither the answer nor its timing tells whether it has an account. */
    resendVerification: (email: string): Promise<void> => queue.enqueue(SEND_VERIFICATION, { email }),

    isVerificationLink: (token: string): Promise<boolean> => mailLinks.isKnown('VERIFY_EMAIL', token),

    /** Answers whether it was proven before. @throws link_invalid */
    verifyEmail: (token: string): Promise<{ alreadyConfirmed: boolean }> =>
      database.atomically(async () => {
        const invalid = () => linkInvalid('Request a new link: POST /auth/resend-verification.');
        const owner = await mailLinks.findOwner('VERIFY_EMAIL', token);
        if (!owner) {
          if (await mailLinks.isConfirmed(token)) return { alreadyConfirmed: true };
          throw invalid();
        }
        const row = await store.lock(owner.userId);
        const spent = row.email === owner.email && (await mailLinks.spend('VERIFY_EMAIL', token));
        if (!spent) throw invalid();
        if (row.emailVerifiedAt === null) {
          await store.markProven(row);
          // Who made them before may not be who reads the mailbox.
          const keysRevoked = await revokeKeysOf(row.id, { database, keptAccess, now: clock.now() });
          await events.emit(userEmailVerified, { userId: row.id, keysRevoked });
        }
        await mailLinks.voidAll(owner.userId, 'VERIFY_EMAIL');
        await audit.record({
          actor: systemActor('identity.verification'),
          action: 'user.email_verified',
          subject: { type: 'user', id: owner.userId },
        });
        return { alreadyConfirmed: false };
      }),
  };
}
