/** Confirms to the former address that an account is deleted. */
import { userDeleted } from '../../identity';
import { defineNotice, formerAddress } from '../notice';

export const userDeletedNotice = defineNotice({
  on: userDeleted,
  kind: 'USER_DELETED',
  urgency: 'immediate',
  channels: ['mail'],
  to: ({ formerAddressId }) => (formerAddressId === null ? [] : [formerAddress(formerAddressId)]),
  title: () => 'Your account is deleted',
  text: () => [
    'We deleted your account as you asked: your name, addresses and picture are gone, and you are signed out everywhere.',
    'We keep records of deals and payments, without your name, for as long as the law requires.',
  ],
  link: ({ userId }) => ({ type: 'SITE', id: userId, title: 'MC Exchange' }),
});
