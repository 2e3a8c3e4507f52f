/** Tells people that their second factor was switched on or off. */
import { userSecondFactorChanged } from '../../identity';
import { defineNotice, user } from '../notice';
import { IF_NOT_YOU } from '../notice.words';

export const userSecondFactorChangedNotice = defineNotice({
  on: userSecondFactorChanged,
  kind: 'USER_SECOND_FACTOR_CHANGED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ enabled }) => `Two-factor authentication was turned ${enabled ? 'on' : 'off'}`,
  text: ({ enabled }) => [
    enabled
      ? 'From now on you sign in with a code from your authenticator app as well. Your other devices are signed out.'
      : 'From now on your password alone signs you in. Your other devices are signed out.',
    IF_NOT_YOU,
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
