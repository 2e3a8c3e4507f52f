/** Tells people that their account is suspended: by mail alone, since they cannot sign in. */
import { userSuspended } from '../../identity';
import { defineNotice, user } from '../notice';
import { MISTAKEN, reasonGiven } from '../notice.words';

export const userSuspendedNotice = defineNotice({
  on: userSuspended,
  kind: 'USER_SUSPENDED',
  urgency: 'immediate',
  channels: ['mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Your account at MC Exchange is suspended',
  text: ({ reason }) => [
    'We suspended your account and signed you out everywhere. Nothing in it is lost; you can sign in again once this is cleared up.',
    reasonGiven(reason),
    MISTAKEN,
  ],
  link: ({ userId }) => ({ type: 'SITE', id: userId, title: 'MC Exchange' }),
});
