/** Tells people that an administrator acts in their account, for how long and why. */
import { userImpersonated } from '../../identity';
import { defineNotice, user } from '../notice';
import { dayAndTime, MISTAKEN, reasonGiven } from '../notice.words';

export const userImpersonatedNotice = defineNotice({
  on: userImpersonated,
  kind: 'USER_IMPERSONATED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'An administrator opened your account',
  text: ({ reason, endsAt }, telling) => [
    `An administrator of MC Exchange sees your account as you do, until ${dayAndTime(endsAt, telling)} at the latest. They cannot trade for you, move money, or change how you sign in, and everything they do is recorded.`,
    reasonGiven(reason),
    'You find it in the list of your sessions, where you can end it.',
    MISTAKEN,
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
