/** Mail: notices as letters, to the address that a person has now or had until a moment ago. */
import { createHash } from 'node:crypto';
import type { Platform } from '../../../platform/platform';
import type { MailMessage } from '../../../platform/mail/mailer';
import type { Identity } from '../../identity';
import type { HeldLetters } from '../held-letters';
import { CAUSED_BY_STRANGERS, CAUSED_BY_TRADERS, isRequired, TRADERS_CAP } from '../kinds';
import { mayLeaveInTimeAt, quietOf, USUAL_TIMES } from '../mail-times.rules';
import type { Addressee } from '../notice';
import type { LetterReader, NoticeLetters } from '../notice-letters';
import type { Deliver, ToldNotice } from './channel';

/** As short as the column that it is counted in. */
const shortHash = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 40);

/** What counts for the mailbox: how many letters of the kind it gets. What is about the account's own acts has no end. */
function countedAs(
  { kind, oneLetterADay }: Pick<ToldNotice, 'kind' | 'oneLetterADay'>,
  isUnproven: boolean,
): MailMessage['counts'] & object {
  if (CAUSED_BY_STRANGERS.includes(kind) || isUnproven) return { as: kind };
  if (oneLetterADay !== null) return { as: shortHash(oneLetterADay), cap: { DAY: 1 } };
  return CAUSED_BY_TRADERS.includes(kind) ? { as: kind, cap: TRADERS_CAP } : { cap: {} };
}

interface MailChannelDeps {
  identity: Identity;
  letters: NoticeLetters;
  held: HeldLetters;
}

export function createMailChannel(
  { mailer, clock }: Pick<Platform, 'mailer' | 'clock'>,
  { identity, letters, held }: MailChannelDeps,
): Deliver {
  return async (told, { users, times }) => {
    /** Nobody has shown that this mailbox is theirs: whoever named it could have others written to. */
    const isUnproven = (addressee: Addressee): boolean =>
      addressee.kind === 'user' && users.get(addressee.userId)?.emailVerifiedAt === null;

    /** Null for a person who has left: the address that stands in the row since then is nobody's. */
    async function readerOf(addressee: Addressee): Promise<LetterReader | null> {
      const { reader } = addressee;
      if (addressee.kind === 'former-address') {
        const mailbox = await identity.findFormerAddress(addressee.addressId);
        return mailbox && { mailbox, userId: null, reader };
      }
      const person = users.get(addressee.userId);
      return person && person.deletedAt === null ? { mailbox: person, userId: person.id, reader } : null;
    }

    const messages: MailMessage[] = [];
    for (const notice of told) {
      const { kind, addressee } = notice;
      const { eventId } = notice.facts;
      const reader = await readerOf(addressee);
      if (!reader) continue;
      const words = letters.wordsOf(notice);
      let quiet: MailMessage['quiet'];
      if (addressee.kind === 'user' && !isRequired(kind, addressee.reader)) {
        const now = clock.now();
        const chosen = times.get(addressee.userId) ?? USUAL_TIMES;
        const { usefulUntil } = notice;
        const dueAt = mayLeaveInTimeAt(chosen, now, usefulUntil);
        quiet = quietOf(chosen);
        if (dueAt > now) {
          await held.hold(addressee, words, { eventId, dueAt, usefulUntil });
          continue;
        }
      }
      const id = addressee.kind === 'user' ? addressee.userId : addressee.addressId;
      messages.push({
        ...letters.of(words, reader),
        onceKey: `${eventId} ${id}`,
        quiet,
        usefulUntil: notice.usefulUntil,
        counts: countedAs(notice, isUnproven(addressee)),
      });
    }
    await mailer.sendAll(messages);
  };
}
