/** Tells people that a spent credit came back. */
import { creditReturned } from '../../billing';
import { defineNotice, user } from '../notice';

export const creditReturnedNotice = defineNotice({
  on: creditReturned,
  kind: 'CREDITS_RETURNED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'One credit came back to you',
  text: () => ['What you spent it on did not happen.'],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
