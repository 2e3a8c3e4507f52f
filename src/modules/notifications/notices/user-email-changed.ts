/** Tells people that their e-mail address changed, at the former address as well. */
import { userEmailChanged } from '../../identity';
import { defineNotice, formerAddress, user } from '../notice';

export const userEmailChangedNotice = defineNotice({
  on: userEmailChanged,
  kind: 'USER_EMAIL_CHANGED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId, formerAddressId }) => [user(userId), formerAddress(formerAddressId)],
  title: () => 'Your email address was changed',
  text: () => [
    'The email address of your account was changed. From now on we write to the new one only.',
    'If this wasn’t you, contact us at once.',
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
