/** The letters about a person's own account. */
import type { Addressee, Letter } from '../../../platform/mail/letter';

export const createAccountMails = (letter: Letter, home: string) => ({
  /** To the new address. */
  confirmAddress: ({ firstName }: Addressee, newEmail: string, token: string) =>
    letter('confirm-address', { email: newEmail, firstName }, 'Confirm your new e-mail address', [
      'You asked to use this address for your account at MC Exchange. Open this link within 24 hours to confirm that it is yours:',
      `${home}/confirm-email-change?token=${token}`,
      'Until then your former address stays in use. If you did not ask for this, there is nothing to do.',
    ]),

  /** To the new address, when it is somebody's already. */
  addressInUse: (owner: Addressee) =>
    letter('address-in-use', owner, 'Somebody wants to use your e-mail address', [
      'Somebody asked to change the address of another account at MC Exchange to this one. You have an account with it, and nothing about it was changed.',
      'If it was you, sign in with this address instead. If it was not you, there is nothing to do.',
    ]),

  /** To the address in use, at once. */
  addressChangeAsked: (to: Addressee) =>
    letter('security-notice', to, 'Somebody asked to change your e-mail address', [
      'Somebody who knows your password asked to change the e-mail address of your account. The change takes effect once the new address is confirmed.',
      'If it was not you, sign in now, sign out everywhere and choose a new password: this also stops the change.',
    ]),

  /** To the former address. */
  addressChanged: (former: Addressee) =>
    letter('security-notice', former, 'Your e-mail address was changed', [
      'The e-mail address of your account was changed, and this one is not used any more.',
      'If it was not you, answer this letter at once.',
    ]),

  farewell: (to: Addressee) =>
    letter('account-deleted', to, 'Your account is deleted', [
      'We deleted your account as you asked: your name, addresses and picture are gone, and you are signed out everywhere.',
      'Records of deals and payments are kept, without your name, for as long as the law asks.',
    ]),
});
