/** Tells the owner of an address that another account asked to use it. */
import { userEmailClaimed } from '../../identity';
import { defineNotice, user } from '../notice';

export const userEmailClaimedNotice = defineNotice({
  on: userEmailClaimed,
  kind: 'USER_EMAIL_CLAIMED',
  urgency: 'normal',
  channels: ['mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Someone wants to use your email address',
  text: () => [
    'Someone asked to change the address of another account at MC Exchange to this one. You have an account with it, and nothing about it changed.',
    'If it was you, sign in with this address instead. If it wasn’t, there is nothing to do.',
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
