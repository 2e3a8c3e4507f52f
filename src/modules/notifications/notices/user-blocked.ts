/** Tells people that their account is blocked: by mail alone, since they cannot sign in. */
import { userBlocked } from '../../identity';
import { defineNotice, user } from '../notice';
import { MISTAKEN, reasonGiven } from '../notice.words';

export const userBlockedNotice = defineNotice({
  on: userBlocked,
  kind: 'USER_BLOCKED',
  urgency: 'immediate',
  channels: ['mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Your account at MC Exchange is blocked',
  text: ({ reason }) => [
    'We blocked your account and signed you out everywhere.',
    reasonGiven(reason),
    MISTAKEN,
  ],
  link: ({ userId }) => ({ type: 'SITE', id: userId, title: 'MC Exchange' }),
});
