/** The letters about the ways to sign in. */
import type { Addressee, Letter } from '../../platform/mail/letter';

const NOT_YOU =
  'If it was not you, choose a new password now, by the link under “forgotten password”, and answer this letter.';

export const createCredentialsMails = (letter: Letter, home: string) => ({
  verifyEmail: (to: Addressee, token: string) =>
    letter('verify-email', to, 'Confirm your e-mail address', [
      'Open this link within 24 hours to confirm that this address is yours:',
      verificationLink(home, token),
      'If you have no account with us, there is nothing to do.',
    ]),

  resetPassword: (to: Addressee, token: string) =>
    letter('reset-password', to, 'Choose a new password', [
      'Somebody asked to choose a new password for your account. Open this link within an hour to do so:',
      `${home}/reset-password?token=${token}`,
      'If it was not you, there is nothing to do: your password stays as it is.',
    ]),

  passwordChanged: (to: Addressee) =>
    letter('security-notice', to, 'Your password was changed', [
      'The password of your account was changed, and your other devices are signed out.',
      NOT_YOU,
    ]),

  secondFactorChanged: (to: Addressee, change: 'enabled' | 'disabled') =>
    letter('security-notice', to, `Your second factor was ${change}`, [
      change === 'enabled'
        ? 'From now on signing in takes a code of your authenticator app. Your other devices are signed out.'
        : 'From now on your password alone signs you in. Your other devices are signed out.',
      NOT_YOU,
    ]),

  recoveryCodeUsed: (to: Addressee, left: number) =>
    letter('security-notice', to, 'A recovery code was used', [
      `One of your recovery codes was used in place of a code of your authenticator app. ${left} are left.`,
      NOT_YOU,
    ]),

  apiKeyCreated: (to: Addressee, name: string) =>
    letter('security-notice', to, 'An API key was made for your account', [
      `A key named “${name}” can now act for you, within the scopes that were chosen for it.`,
      `If it was not you, revoke it and choose a new password.`,
    ]),
});

export const verificationLink = (home: string, token: string): string =>
  `${home}/verify-email?token=${token}`;
