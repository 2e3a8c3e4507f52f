/** Warns people that their e-mail address is about to change. */
import { userEmailChangeRequested } from '../../identity';
import { defineNotice, user } from '../notice';

export const userEmailChangeRequestedNotice = defineNotice({
  on: userEmailChangeRequested,
  kind: 'USER_EMAIL_CHANGE_REQUESTED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Someone asked to change your email address',
  text: () => [
    'Someone who knows your password asked to change the email address of your account. The change takes effect once the new address is confirmed.',
    'If this wasn’t you, sign in now, sign out everywhere and choose a new password. That also stops the change.',
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
