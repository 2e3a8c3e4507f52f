/** Mail: notices as letters, to the address that a person has now or had until a moment ago. */
import type { Platform } from '../../../platform/platform';
import type { Identity } from '../../identity';
import type { HeldLetters } from '../held-letters';
import { CAUSED_BY_STRANGERS, isRequired } from '../kinds';
import { mayLeaveAt, USUAL_TIMES } from '../mail-times.rules';
import type { Addressee } from '../notice';
import type { LetterReader, LetterWords, NoticeLetters } from '../notice-letters';
import type { PreferencesStore } from '../preferences.store';
import type { Deliver, ToldNotice } from './channel';

interface MailChannelDeps {
  identity: Identity;
  store: PreferencesStore;
  letters: NoticeLetters;
  held: HeldLetters;
}

const wordsOf = ({ kind, title, paragraphs, link, path }: ToldNotice): LetterWords => ({
  kind,
  title,
  body: paragraphs.join('\n\n'),
  linkType: link.type,
  path,
});

export function createMailChannel(
  { mailer, clock }: Pick<Platform, 'mailer' | 'clock'>,
  { identity, store, letters, held }: MailChannelDeps,
): Deliver {
  return async (told, { eventId }) => {
    const userIds = told.flatMap(({ addressee }) => (addressee.kind === 'user' ? [addressee.userId] : []));
    const users = await identity.findUsers(userIds);
    const times = await store.findTimes(userIds);

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

    for (const notice of told) {
      const { kind, addressee } = notice;
      const reader = await readerOf(addressee);
      if (!reader) continue;
      const words = wordsOf(notice);
      if (addressee.kind === 'user' && !isRequired(kind, addressee.reader)) {
        const now = clock.now();
        const dueAt = mayLeaveAt(times.get(addressee.userId) ?? USUAL_TIMES, now);
        if (dueAt > now) {
          await held.hold(addressee, words, eventId, dueAt);
          continue;
        }
      }
      const id = addressee.kind === 'user' ? addressee.userId : addressee.addressId;
      await mailer.send({
        ...letters.of(words, reader),
        onceKey: `${eventId} ${id}`,
        counts: CAUSED_BY_STRANGERS.includes(kind) || isUnproven(addressee) ? { as: kind } : { cap: {} },
      });
    }
  };
}
