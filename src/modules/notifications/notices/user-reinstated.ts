/** Tells people that they can use their account again. */
import { userReinstated } from '../../identity';
import { defineNotice, user } from '../notice';
import { reasonGiven } from '../notice.words';

export const userReinstatedNotice = defineNotice({
  on: userReinstated,
  kind: 'USER_REINSTATED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Your account at MC Exchange is open again',
  text: ({ reason }) => [
    'You can sign in and trade as before. Offers that expired in the meantime have to be made again.',
    reasonGiven(reason),
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
