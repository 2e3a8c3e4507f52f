/** Tells people that they were given credits. */
import { creditsGranted } from '../../billing';
import { defineNotice, user } from '../notice';
import { creditCount, reasonGiven } from '../notice.words';

export const creditsGrantedNotice = defineNotice({
  on: creditsGranted,
  kind: 'CREDITS_GRANTED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ credits }) => `${creditCount(credits)} for you`,
  text: ({ reason }) => [reasonGiven(reason)],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
