/** Tells the owner of an address that somebody tried to open another account with it. */
import { userRegisteredAgain } from '../../identity';
import { defineNotice, user } from '../notice';

export const userRegisteredAgainNotice = defineNotice({
  on: userRegisteredAgain,
  kind: 'USER_REGISTERED_AGAIN',
  urgency: 'normal',
  channels: ['mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'You already have an account at MC Exchange',
  text: () => [
    'Someone just tried to open an account with your email address. You already have one, and nothing about it changed.',
    'If it was you, sign in with the password that you already have. If it wasn’t, there is nothing to do.',
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
