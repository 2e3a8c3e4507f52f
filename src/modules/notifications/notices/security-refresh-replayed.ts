/** Tells people that one of their sessions ended because its token came back twice. */
import { refreshReplayed } from '../../identity';
import { defineNotice, user } from '../notice';

export const refreshReplayedNotice = defineNotice({
  on: refreshReplayed,
  kind: 'SECURITY_REFRESH_REPLAYED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'We signed you out on one of your devices',
  text: () => [
    'A key that keeps one of your devices signed in was used twice. It may have been copied, so we ended that session everywhere.',
    'Sign in again. If you did not expect this, review the devices in your account and choose a new password.',
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
