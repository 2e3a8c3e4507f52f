/** The letters that identity writes, in words that anybody understands. */
import type { Config } from '../../config';
import { type Addressee, createLetter } from '../../platform/mail/letter';
import { createAccountMails } from './account/account.mails';
import { createCredentialsMails, verificationLink } from './credentials.mails';
import type { StatusMove } from './user.rules';

export type IdentityMails = ReturnType<typeof createIdentityMails>;

export function createIdentityMails(config: Pick<Config, 'siteUrl'>) {
  const { siteUrl: home } = config;
  const letter = createLetter(config);

  return {
    ...createAccountMails(letter, home),

    ...createCredentialsMails(letter, home),

    welcome: (to: Addressee, verificationToken: string | null) =>
      letter('welcome', to, 'Welcome to MC Exchange', [
        'Your account is ready. Sign in with this e-mail address and the password that you chose.',
        ...(verificationToken === null
          ? []
          : [
              'Open this link within 24 hours to confirm that the address is yours:',
              verificationLink(home, verificationToken),
            ]),
        'If you did not open an account with us, somebody typed your address by mistake or on purpose: write to us, and we close it.',
      ]),

    alreadyRegistered: (to: Addressee) =>
      letter('already-registered', to, 'You already have an account at MC Exchange', [
        'Somebody just tried to open an account with your e-mail address. You have one already, and nothing about it was changed.',
        'If it was you, sign in with the password that you chose back then. If it was not you, there is nothing to do.',
      ]),

    refreshReplayed: (to: Addressee) =>
      letter('security-notice', to, 'We signed you out on one of your devices', [
        'A key that keeps one of your devices signed in was used twice. It may have been copied, so we ended that session, on your device and on the other one.',
        'Sign in again. If you did not expect this, look through the devices in your account and choose a new password.',
      ]),

    statusChanged: (to: Addressee, move: StatusMove, reason: string) => {
      const { subject, sentence } = STATUS_WORDS[move];
      return letter('account-status', to, subject, [sentence, `The reason given: ${reason}`, STATUS_ENDING]);
    },
  };
}

const STATUS_WORDS: Record<StatusMove, { subject: string; sentence: string }> = {
  suspend: {
    subject: 'Your account at MC Exchange is suspended',
    sentence:
      'We suspended your account, and you are signed out everywhere. Nothing in it is lost; you can sign in again once this is cleared up.',
  },
  block: {
    subject: 'Your account at MC Exchange is blocked',
    sentence: 'We blocked your account, and you are signed out everywhere.',
  },
  unblock: {
    subject: 'Your account at MC Exchange is open again',
    sentence: 'You can sign in again.',
  },
};

const STATUS_ENDING = 'If you have a question or think that this is a mistake, answer this letter.';
