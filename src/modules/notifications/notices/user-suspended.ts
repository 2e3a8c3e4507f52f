/**
 * Tells people that their account is suspended: by mail alone, since they cannot sign in. Where it is an administrator's,
 * all others are told too, whoever did it included: it may have been a thief in their account.
 */
import { userSuspended } from '../../identity';
import { ADMINS, defineNotice, user } from '../notice';
import { MISTAKEN, reasonGiven } from '../notice.words';

export const userSuspendedNotice = defineNotice({
  on: userSuspended,
  kind: 'USER_SUSPENDED',
  urgency: 'immediate',
  channels: ['mail'],
  to: ({ userId, administrator }) => [user(userId), ...(administrator ? [ADMINS] : [])],
  names: ({ userId, byUserId }) => [userId, ...(byUserId === null ? [] : [byUserId])],
  title: ({ userId }, { reader, nameOf }) =>
    reader === 'ADMIN'
      ? `The administrator ${nameOf(userId)} is suspended`
      : 'Your account at MC Exchange is suspended',
  text: ({ userId, byUserId, reason }, { reader, nameOf }) =>
    reader === 'ADMIN'
      ? [
          byUserId === null
            ? `${nameOf(userId)} cannot sign in any more.`
            : `${nameOf(byUserId)} suspended ${nameOf(userId)}, who cannot sign in any more.`,
          reasonGiven(reason),
          'Suspend them as well if it is right, or let them back in with another administrator if it is not.',
        ]
      : [
          'We suspended your account and signed you out everywhere. Nothing in it is lost; you can sign in again once this is cleared up.',
          reasonGiven(reason),
          MISTAKEN,
        ],
  link: ({ userId }, { reader, nameOf }) =>
    reader === 'ADMIN'
      ? { type: 'USER', id: userId, title: nameOf(userId) }
      : { type: 'SITE', id: userId, title: 'MC Exchange' },
});
