/** Welcomes a new user. The letter with the link that confirms the address is identity’s. */
import { userRegistered } from '../../identity';
import { defineNotice, user } from '../notice';

export const userRegisteredNotice = defineNotice({
  on: userRegistered,
  kind: 'USER_REGISTERED',
  urgency: 'normal',
  channels: ['inbox', 'live'],
  to: ({ userId, roles }) => (roles.includes('admin') ? [] : [user(userId)]),
  title: () => 'Welcome to MC Exchange',
  text: ({ roles }) => [
    roles.includes('seller')
      ? 'Start by drafting a listing of your company. Nobody sees it until you submit it and we have checked it against the federal record.'
      : 'Browse the listings. You first see a teaser of each company; unlock the confidential part of those that interest you.',
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
