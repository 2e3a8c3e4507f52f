/** Tells people that an administrator changed what their account may do. */
import { userRolesChanged } from '../../identity';
import { defineNotice, user } from '../notice';
import { MISTAKEN } from '../notice.words';

const MAY: Record<string, string> = {
  buyer: 'buy companies',
  seller: 'sell companies',
  admin: 'act as an administrator',
};

const listOf = (roles: readonly string[]): string => roles.map((role) => MAY[role] ?? role).join(' and ');

export const userRolesChangedNotice = defineNotice({
  on: userRolesChanged,
  kind: 'USER_ROLES_CHANGED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  // Who took up the other side of the trade knows.
  to: ({ userId, byAdmin }) => (byAdmin ? [user(userId)] : []),
  title: ({ given }) =>
    given.includes('admin')
      ? 'You are an administrator of MC Exchange now'
      : 'What your account may do was changed',
  text: ({ given, taken }) => [
    given.length > 0 ? `Your account can now ${listOf(given)}.` : null,
    taken.length > 0 ? `Your account can no longer ${listOf(taken)}.` : null,
    MISTAKEN,
  ],
  link: ({ userId }) => ({ type: 'USER', id: userId, title: 'Your account' }),
});
