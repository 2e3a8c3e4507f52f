/** Tells people that one of their recovery codes was used. */
import { userRecoveryCodeUsed } from '../../identity';
import { defineNotice, user } from '../notice';
import { IF_NOT_YOU } from '../notice.words';

export const userRecoveryCodeUsedNotice = defineNotice({
  on: userRecoveryCodeUsed,
  kind: 'USER_RECOVERY_CODE_USED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'A recovery code was used',
  text: ({ codesLeft }) => [
    `One of your recovery codes was used in place of a code from your authenticator app. Recovery codes left: ${codesLeft}.`,
    IF_NOT_YOU,
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
