/** Tells people that their password changed. */
import { userPasswordChanged } from '../../identity';
import { defineNotice, user } from '../notice';
import { IF_NOT_YOU } from '../notice.words';

export const userPasswordChangedNotice = defineNotice({
  on: userPasswordChanged,
  kind: 'USER_PASSWORD_CHANGED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Your password was changed',
  text: () => [
    'The password of your account was changed, and your other devices are signed out.',
    IF_NOT_YOU,
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
