/** Tells people that the programs which acted for them need new keys. */
import { userAccessVoided } from '../../identity';
import { defineNotice, user } from '../notice';
import { IF_NOT_YOU } from '../notice.words';

export const userAccessVoidedNotice = defineNotice({
  on: userAccessVoided,
  kind: 'USER_ACCESS_VOIDED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId, keysRevoked }) => (keysRevoked > 0 ? [user(userId)] : []),
  title: ({ keysRevoked }) => (keysRevoked === 1 ? 'Your API key was revoked' : 'Your API keys were revoked'),
  text: () => [
    'API keys end when you change your password, sign out everywhere, or turn two-factor authentication on or off. Create new ones for the programs that you still use.',
    IF_NOT_YOU,
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
