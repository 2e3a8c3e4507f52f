/** Tells people that an administrator prepared something for them, which they confirm alone. */
import { draftPrepared } from '../../assistance';
import { defineNotice, user } from '../notice';
import { dayAndTime, dollars, headline } from '../notice.words';

const WHAT = { LISTING: 'We prepared a listing for you', OFFER: 'We prepared an offer for you' } as const;

export const draftPreparedNotice = defineNotice({
  on: draftPrepared,
  kind: 'DRAFT_PREPARED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ kind, title }) => headline(WHAT[kind], title),
  text: ({ reason, amountCents, feeCents, expiresAt }, telling) => [
    `How it came about: “${reason}”`,
    amountCents === null || feeCents === null
      ? null
      : `The price is ${dollars(amountCents)}. Of it, our fee is ${dollars(feeCents)}, which the seller pays when the sale is completed.`,
    `Nothing is published, offered or agreed yet. Read it, and confirm or decline it yourself by ${dayAndTime(expiresAt, telling)}.`,
    'If you did not ask for this, decline it.',
  ],
  usefulUntil: ({ expiresAt }) => expiresAt,
  link: ({ preparedId, title }) => ({ type: 'PREPARED', id: preparedId, title }),
});
