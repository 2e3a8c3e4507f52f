/** Warns people that somebody tries passwords for their account. */
import { userLogInGuessed } from '../../identity';
import { defineNotice, user } from '../notice';

export const securityLogInGuessedNotice = defineNotice({
  on: userLogInGuessed,
  kind: 'SECURITY_LOG_IN_GUESSED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Someone is guessing your password',
  text: () => [
    'There were ten wrong passwords for your account within a quarter of an hour. Each further try now waits, and where you are signed in nothing changes for you.',
    'If it was you, you can reset your password. If not, make sure that it is long and used nowhere else, and turn on two-factor authentication.',
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
