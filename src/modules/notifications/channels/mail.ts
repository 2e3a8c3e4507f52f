/** Mail: notices as letters, to the address that a person has now or had until a moment ago. */
import { createLetter, type LetterRecipient } from '../../../platform/mail/letter';
import type { Platform } from '../../../platform/platform';
import type { Identity } from '../../identity';
import { CATEGORIES, CAUSED_BY_STRANGERS, KINDS } from '../kinds';
import type { Addressee } from '../notice';
import type { Deliver } from './channel';

export function createMailChannel({ config, mailer }: Platform, identity: Identity): Deliver {
  const letter = createLetter(config);

  return async (told, { eventId }) => {
    const users = await identity.findUsers(
      told.flatMap(({ addressee }) => (addressee.kind === 'user' ? [addressee.userId] : [])),
    );

    /** Nobody has shown that this mailbox is theirs: whoever named it could have others written to. */
    const isUnproven = (addressee: Addressee): boolean =>
      addressee.kind === 'user' && users.get(addressee.userId)?.emailVerifiedAt === null;

    /** Null for a person who has left: the address that stands in the row since then is nobody's. */
    async function mailboxOf(addressee: Addressee): Promise<LetterRecipient | null> {
      if (addressee.kind === 'former-address') return identity.findFormerAddress(addressee.addressId);
      const person = users.get(addressee.userId);
      return person && person.deletedAt === null ? person : null;
    }

    for (const { kind, addressee, title, paragraphs } of told) {
      const mailbox = await mailboxOf(addressee);
      if (!mailbox) continue;
      const id = addressee.kind === 'user' ? addressee.userId : addressee.addressId;
      await mailer.send({
        ...letter(KINDS[kind], mailbox, title, paragraphs),
        onceKey: `${eventId} ${id}`,
        owed: CATEGORIES[KINDS[kind]].required,
        counts: CAUSED_BY_STRANGERS.includes(kind) || isUnproven(addressee) ? { as: kind } : { cap: {} },
      });
    }
  };
}
