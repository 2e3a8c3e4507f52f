/** Tells people that a program can now act for them. */
import { apiKeyCreated } from '../../identity';
import { defineNotice, user } from '../notice';

export const apiKeyCreatedNotice = defineNotice({
  on: apiKeyCreated,
  kind: 'API_KEY_CREATED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'An API key was created for your account',
  text: ({ name }) => [
    `A key named “${name}” can now act for you, within the scopes that were chosen for it.`,
    'If this wasn’t you, revoke the key and choose a new password.',
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
