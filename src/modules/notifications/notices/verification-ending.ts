/** Tells people that what was verified of them ends soon. */
import { verificationEnding } from '../../verification';
import { defineNotice, user } from '../notice';
import { day } from '../notice.words';
import { FACT_WORDS } from '../verification.words';

export const verificationEndingNotice = defineNotice({
  on: verificationEnding,
  kind: 'VERIFICATION_ENDING',
  urgency: 'low',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ fact, validUntil, what }, telling) =>
    what === 'CHECK'
      ? `The check that you began waits for you until ${day(validUntil, telling)}`
      : `${FACT_WORDS[fact]} ${fact === 'FUNDS' ? 'are' : 'is'} verified until ${day(validUntil, telling)}`,
  text: ({ what }) => [
    what === 'CHECK'
      ? 'Go through with it before that day. Afterwards it is over, and you begin another one.'
      : 'Send new evidence before that day; what is verified holds until the new evidence is checked.',
  ],
  usefulUntil: ({ validUntil }) => validUntil,
  link: ({ verificationId }) => ({ type: 'VERIFICATION', id: verificationId, title: 'Your verification' }),
});
