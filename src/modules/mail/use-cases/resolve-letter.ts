/** What an admin does about letters that did not arrive: send one again, let an address have letters again. */
import { notFound } from '../../../platform/http/problem';
import type { Actor } from '../../../platform/kernel/actor';
import type { LetterRow } from '../../../platform/mail/letters';
import type { Suppression } from '../../../platform/mail/suppressions';
import type { MailContext } from '../mail.context';
import { letterNotResendable, noMailProvider } from '../mail.problems';

export function createResolveLetter({ platform, audit }: MailContext) {
  const { database, mailer } = platform;
  const noSuchLetter = () => notFound('There is no such letter.');

  return {
    /** Joins the unit. @throws not_found, letter_not_resendable, no_mail_provider */
    sendLetterAgain: (actor: Actor, id: string): Promise<LetterRow> =>
      database.atomically(async () => {
        const letter = await mailer.letters.findLetter(id);
        if (!letter) throw noSuchLetter();
        if (mailer.provider === null) throw noMailProvider('Letters stay in the outbox here.');
        if (!(await mailer.sendAgain(id))) {
          throw letterNotResendable(
            `It is ${letter.status}. Only a letter that did not arrive and is still of use is sent again, or one that waits for a later try.`,
          );
        }
        await audit.record({
          actor,
          action: 'mail.sent_again',
          subject: { type: 'mail', id },
          detail: { kind: letter.kind, was: letter.status },
        });
        return (await mailer.letters.findLetter(id)) ?? letter;
      }),

    /** What an outage held back. Joins the unit. @throws no_mail_provider */
    sendWaitingLetters: (actor: Actor): Promise<{ letters: number }> =>
      database.atomically(async () => {
        if (mailer.provider === null) throw noMailProvider('Letters stay in the outbox here.');
        const letters = await mailer.sendWaiting();
        await audit.record({
          actor,
          action: 'mail.waiting_sent',
          subject: { type: 'mail', id: 'waiting' },
          detail: { letters },
        });
        return { letters };
      }),

    /** Joins the unit. @throws not_found */
    removeSuppression: (actor: Actor, id: string, reason: string): Promise<Suppression> =>
      database.atomically(async () => {
        const removed = await mailer.suppressions.remove(id);
        if (!removed) throw notFound('There is no such suppressed address.');
        await audit.record({
          actor,
          action: 'mail.address_released',
          subject: { type: 'mail_suppression', id },
          reason,
          detail: { suppressedFor: removed.reason },
        });
        return removed;
      }),
  };
}
