/** Proves that an e-mail address is its owner's, by a link in a letter. */
import { z } from 'zod';
import { systemActor } from '../../../platform/kernel/actor';
import { linkRefused } from '../account/account.problems';
import type { IdentityParts } from '../parts';

const SEND = 'identity.send-verification';
const Send = z.object({ email: z.string() });

export function createVerifyEmail({ audit, finders, mailLinks, mails, users, platform }: IdentityParts) {
  const { clock, database, mailer, queue } = platform;

  queue.handle(SEND, { runs: 'unit' }, async (payload) => {
    const user = await finders.findUserByEmail(Send.parse(payload).email);
    if (!user || user.status !== 'ACTIVE' || user.emailVerifiedAt !== null) return;
    const token = await mailLinks.issue('VERIFY_EMAIL', user);
    if (token) await mailer.send(mails.verifyEmail(user, token));
  });

  return {
    /** The address is looked up later, so that neither answer nor time tells whether it has an account. */
    resendVerification: (email: string): Promise<void> => queue.enqueue(SEND, { email }),

    /** @throws link_refused */
    verifyEmail: (token: string): Promise<void> =>
      database.atomically(async () => {
        const refused = () => linkRefused('Ask for another: POST /auth/resend-verification.');
        const owner = await mailLinks.findOwner('VERIFY_EMAIL', token);
        if (!owner) throw refused();
        const row = await users.findByPk(owner.userId, { lock: true });
        const spent = row?.email === owner.email && (await mailLinks.spend('VERIFY_EMAIL', token));
        if (!row || !spent) throw refused();
        if (row.emailVerifiedAt === null) {
          await row.update({ emailVerifiedAt: clock.now(), updatedAt: clock.now() });
        }
        await mailLinks.voidAll(owner.userId, 'VERIFY_EMAIL');
        await audit.record({
          actor: systemActor('identity.verification'),
          action: 'user.email_verified',
          subject: { type: 'user', id: owner.userId },
        });
      }),
  };
}
