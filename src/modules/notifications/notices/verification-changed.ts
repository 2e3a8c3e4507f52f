/** Tells people what became of what they had verified. */
import { verificationChanged } from '../../verification';
import { defineNotice, user } from '../notice';
import { day, MISTAKEN, reasonGiven } from '../notice.words';
import { FACT_WORDS } from '../verification.words';

const SAYS = {
  VERIFIED: 'verified',
  DECLINED: 'not verified',
  REVOKED: 'no longer verified',
  EXPIRED: 'no longer verified: it has expired',
} as const;

export const verificationChangedNotice = defineNotice({
  on: verificationChanged,
  kind: 'VERIFICATION_CHANGED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ fact, cause }) => `${FACT_WORDS[fact]} ${fact === 'FUNDS' ? 'are' : 'is'} ${SAYS[cause]}`,
  text: ({ cause, reason, validUntil }, telling) => [
    reasonGiven(reason),
    cause === 'VERIFIED' && validUntil !== null ? `It holds until ${day(validUntil, telling)}.` : null,
    cause === 'DECLINED' || cause === 'EXPIRED' ? 'You can send it again at any time.' : null,
    cause === 'REVOKED' ? MISTAKEN : null,
  ],
  link: ({ verificationId }) => ({ type: 'VERIFICATION', id: verificationId, title: 'Your verification' }),
});
